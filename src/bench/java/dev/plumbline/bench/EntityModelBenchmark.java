package dev.plumbline.bench;

import dev.plumbline.stage.redact.ner.DjlEntityTagger;
import dev.plumbline.stage.redact.ner.EntityTagger;
import dev.plumbline.stage.score.model.DjlScorer;
import dev.plumbline.stage.score.model.TextScorer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Texts a second of the entity model, beside the default scorer's forward pass; best of windows.
 */
public final class EntityModelBenchmark {

  private static final int WINDOWS = 12;
  private static final long WINDOW_NANOS = 1_000_000_000L;

  private EntityModelBenchmark() {}

  /** The texts are the bodies of the scorer's validation file. */
  public static void main(String[] arguments) throws Exception {
    List<String> texts = texts(Path.of(arguments[0]));
    try (EntityTagger tagger = DjlEntityTagger.load(Path.of("models/entities"));
        TextScorer scorer = DjlScorer.load(Path.of("models/card-support"), "cpu")) {
      for (int size : new int[] {1, 8, 32}) {
        System.out.printf(
            "batch %d: entities %.0f texts/s, scorer %.0f texts/s%n",
            size, best(texts, size, tagger::tag), best(texts, size, scorer::score));
      }
    }
  }

  private static List<String> texts(Path file) throws Exception {
    return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).limit(512).toList();
  }

  private static double best(List<String> texts, int size, Consumer<List<String>> work) {
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from + size <= texts.size(); from += size) {
      batches.add(texts.subList(from, from + size));
    }
    double best = 0;
    for (int window = 0; window < WINDOWS; window++) {
      best = Math.max(best, window(batches, work));
    }
    return best;
  }

  private static double window(List<List<String>> batches, Consumer<List<String>> work) {
    long start = System.nanoTime();
    long texts = 0;
    int next = 0;
    while (System.nanoTime() - start < WINDOW_NANOS) {
      List<String> batch = batches.get(next++ % batches.size());
      work.accept(batch);
      texts += batch.size();
    }
    return texts * 1e9 / (System.nanoTime() - start);
  }
}
