package dev.plumbline.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.plumbline.cli.demo.CardSupportTraffic;
import dev.plumbline.cli.demo.PlannedRecord;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.score.model.DjlScorer;
import dev.plumbline.stage.score.model.LengthSorted;
import dev.plumbline.stage.score.model.TextScorer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Texts per second of processor time of the bare scorer and of the same model in Python, one thread
 * each, in turns: the demo's messages in windows of 128, sorted by length, in batches of 32, from
 * the text to the labels' probabilities.
 */
public final class ScorerBenchmark {

  private static final int WINDOW = 128;
  private static final int BATCH = 32;

  /** Turns in which Java still compiles, on threads that are counted too. */
  private static final int WARM_UP = 5;

  private ScorerBenchmark() {}

  /**
   * @param args model folder, Python's interpreter, rounds, seconds of a turn
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int rounds = Integer.parseInt(args[2]);
    double seconds = Double.parseDouble(args[3]);
    List<String> texts = texts(2_048);
    Path file = Files.createTempFile("texts", ".json");
    Json.MAPPER.writeValue(file.toFile(), texts);
    Process python =
        new ProcessBuilder(args[1], "src/bench/python/score.py", folder.toString(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    double[] ratios = new double[rounds];
    double[] ofProcess = new double[rounds];
    try (TextScorer scorer = DjlScorer.load(folder, "cpu");
        Writer to = python.outputWriter(StandardCharsets.UTF_8);
        BufferedReader from =
            new BufferedReader(
                new InputStreamReader(python.getInputStream(), StandardCharsets.UTF_8))) {
      for (int round = -WARM_UP; round < rounds; round++) {
        double[] ours = ours(scorer, texts, seconds);
        double theirs = theirs(to, from, seconds);
        System.out.printf(
            Locale.ROOT,
            "%s: ours %.0f (all threads of the JVM %.0f), Python %.0f texts per CPU second,"
                + " ratio %.2f (%.2f)%n",
            round < 0 ? "warm-up" : "round " + (round + 1),
            ours[0],
            ours[1],
            theirs,
            ours[0] / theirs,
            ours[1] / theirs);
        if (round >= 0) {
          ratios[round] = ours[0] / theirs;
          ofProcess[round] = ours[1] / theirs;
        }
      }
    }
    System.out.printf(
        "ratio: median %s, with the JVM's other threads %s%n", spread(ratios), spread(ofProcess));
  }

  private static String spread(double[] values) {
    Arrays.sort(values);
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        values[values.length / 2],
        values[0],
        values[values.length - 1]);
  }

  /** What customers write in the demo, in its order. */
  static List<String> texts(int count) {
    List<String> texts = new ArrayList<>();
    for (PlannedRecord planned :
        CardSupportTraffic.plan(2 * count, Duration.ofMinutes(count), false, 1)) {
      if (planned.topic() == Topics.INFERENCE_REQUESTS && texts.size() < count) {
        texts.add(planned.json().get("text").asText());
      }
    }
    return texts;
  }

  /**
   * @return texts per second of the scoring thread's processor time, and of the process's, whose
   *     compiler and collector count
   */
  private static double[] ours(TextScorer scorer, List<String> texts, double seconds) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long begin = System.nanoTime();
    long cpu = system.getProcessCpuTime();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long own = threads.getCurrentThreadCpuTime();
    int done = 0;
    while (System.nanoTime() - begin < seconds * 1e9) {
      int from = done % (texts.size() / WINDOW * WINDOW);
      LengthSorted.score(scorer, texts.subList(from, from + WINDOW), BATCH);
      done += WINDOW;
    }
    return new double[] {
      done * 1e9 / (threads.getCurrentThreadCpuTime() - own),
      done * 1e9 / (system.getProcessCpuTime() - cpu)
    };
  }

  private static double theirs(Writer to, BufferedReader from, double seconds) throws IOException {
    to.write(seconds + "\n");
    to.flush();
    String[] answer = from.readLine().split(" ");
    return Double.parseDouble(answer[0]) / Double.parseDouble(answer[1]);
  }
}
