package dev.plumbline.bench;

import dev.plumbline.stage.score.model.DjlScorer;
import dev.plumbline.stage.score.model.TextScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Memory of a process that scores batches of all sizes and texts of all lengths, two threads, for
 * some minutes.
 */
public final class ScorerMemory {

  private static final int THREADS = 2;
  private static final int LARGEST_BATCH = 32;
  private static final int MOST_WORDS = 150;

  private ScorerMemory() {}

  /**
   * @param args model folder, seconds
   */
  public static void main(String[] args) throws Exception {
    int seconds = Integer.parseInt(args[1]);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<String> words = new ArrayList<>();
    ScorerBenchmark.texts(512).forEach(text -> words.addAll(List.of(text.split(" "))));
    try (TextScorer scorer = DjlScorer.load(Path.of(args[0]), "cpu")) {
      long[] batches = new long[THREADS];
      List<Thread> threads = new ArrayList<>();
      for (int number = 0; number < THREADS; number++) {
        int of = number;
        Thread thread =
            new Thread(
                () -> {
                  Random random = new Random(of);
                  while (System.nanoTime() < end) {
                    scorer.score(batch(words, random));
                    batches[of]++;
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (int passed = 0; passed <= seconds; passed += Math.max(1, seconds / 10)) {
        System.out.printf(
            Locale.ROOT, "%d s: %d MB, %d batches%n", passed, resident(), batches[0] + batches[1]);
        Thread.sleep(Math.max(1, seconds / 10) * 1000L);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static List<String> batch(List<String> words, Random random) {
    int length = 1 + random.nextInt(MOST_WORDS);
    List<String> batch = new ArrayList<>();
    for (int text = random.nextInt(LARGEST_BATCH); text >= 0; text--) {
      int from = random.nextInt(words.size() - MOST_WORDS);
      batch.add(String.join(" ", words.subList(from, from + 1 + random.nextInt(length))));
    }
    return batch;
  }

  private static long resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return -1;
  }
}
