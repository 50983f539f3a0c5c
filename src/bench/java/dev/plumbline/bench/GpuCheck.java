package dev.plumbline.bench;

import dev.plumbline.event.Prediction;
import dev.plumbline.model.DjlEngine;
import dev.plumbline.model.ModelException;
import dev.plumbline.stage.score.model.DjlScorer;
import dev.plumbline.stage.score.model.LengthSorted;
import dev.plumbline.stage.score.model.TextScorer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The scorer on the GPU beside the scorer on one core: texts a second, latency, and whether the
 * scores are the same to a thousandth. {@code models/gpu-check.sh} runs it.
 */
public final class GpuCheck {

  private static final int NO_GPU = 3;
  private static final int OTHER_SCORES = 1;
  private static final double TOLERANCE = 1e-3;
  private static final int TEXTS = 2_048;
  private static final int[] BATCHES = {1, 32, 128};
  private static final int TURNS = 5;
  private static final double TURN_SECONDS = 3;

  private GpuCheck() {}

  /**
   * @param args model folder
   */
  public static void main(String[] args) {
    try {
      DjlEngine.device("gpu");
    } catch (ModelException e) {
      System.out.println("nothing was measured: " + e.getMessage());
      System.exit(NO_GPU);
    }
    List<String> texts = ScorerBenchmark.texts(TEXTS);
    try (TextScorer cpu = DjlScorer.load(Path.of(args[0]), "cpu");
        TextScorer gpu = DjlScorer.load(Path.of(args[0]), "gpu")) {
      for (int batch : BATCHES) {
        rates(cpu, gpu, texts, batch);
        latency(gpu, texts, batch);
      }
      double difference = difference(cpu, gpu, texts);
      System.out.printf(
          Locale.ROOT, "largest difference of a score, %d texts: %.2g%n", TEXTS, difference);
      System.exit(difference <= TOLERANCE ? 0 : OTHER_SCORES);
    }
  }

  private static void rates(TextScorer cpu, TextScorer gpu, List<String> texts, int batch) {
    double[] ofCpu = new double[TURNS];
    double[] ofGpu = new double[TURNS];
    for (int turn = -1; turn < TURNS; turn++) {
      double one = rate(cpu, texts, batch);
      double other = rate(gpu, texts, batch);
      if (turn >= 0) {
        ofCpu[turn] = one;
        ofGpu[turn] = other;
      }
    }
    Arrays.sort(ofCpu);
    Arrays.sort(ofGpu);
    System.out.printf(
        Locale.ROOT,
        "batches of %d, medians of %d turns: one core %.0f texts/s, GPU %.0f texts/s, ratio %.1f%n",
        batch,
        TURNS,
        ofCpu[TURNS / 2],
        ofGpu[TURNS / 2],
        ofGpu[TURNS / 2] / ofCpu[TURNS / 2]);
  }

  private static double rate(TextScorer scorer, List<String> texts, int batch) {
    long begin = System.nanoTime();
    int done = 0;
    while (System.nanoTime() - begin < TURN_SECONDS * 1e9) {
      int from = done % (TEXTS / 512 * 512);
      LengthSorted.score(scorer, texts.subList(from, from + 512), batch);
      done += 512;
    }
    return done * 1e9 / (System.nanoTime() - begin);
  }

  private static void latency(TextScorer gpu, List<String> texts, int batch) {
    double[] millis = new double[500];
    for (int i = 0; i < millis.length; i++) {
      int from = i * batch % (TEXTS - batch);
      long begin = System.nanoTime();
      gpu.score(texts.subList(from, from + batch));
      millis[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "  a batch of %d on the GPU: median %.2f ms, 99%% within %.2f ms%n",
        batch,
        millis[millis.length / 2],
        millis[millis.length * 99 / 100]);
  }

  /** Of the probabilities of the labels that both name among the five most likely. */
  private static double difference(TextScorer cpu, TextScorer gpu, List<String> texts) {
    List<Prediction> one = LengthSorted.score(cpu, texts, 32);
    List<Prediction> other = LengthSorted.score(gpu, texts, 32);
    double largest = 0;
    for (int i = 0; i < one.size(); i++) {
      var scores = other.get(i).scores();
      for (var score : one.get(i).scores().entrySet()) {
        Double same = scores.get(score.getKey());
        largest = same == null ? largest : Math.max(largest, Math.abs(score.getValue() - same));
      }
      Double best = scores.get(one.get(i).label());
      largest = best == null ? 1 : largest;
    }
    return largest;
  }
}
