package dev.plumbline.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.Inference;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.score.ScoreTopology;
import dev.plumbline.stage.score.model.BatchingWorker;
import dev.plumbline.stage.score.model.DjlScorer;
import dev.plumbline.stage.score.model.LengthSorted;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.model.TextScorer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The score stage on a broker, saturated, beside the bare scorer on all cores, in turns in one
 * process; then the stage's latency at a tenth of what it can do.
 */
public final class ScoreBenchmark {

  private static final int WINDOW = 128;
  private static final int BATCH = 32;
  private static final Duration LINGER = Duration.ofMillis(20);
  private static final int LATENCY_SECONDS = 40;
  private static final String MODEL = "bench";

  private ScoreBenchmark() {}

  /**
   * @param args model folder, texts of a turn, rounds, scoring threads of the stage separated by
   *     commas
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int count = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    int[] threads = Arrays.stream(args[3].split(",")).mapToInt(Integer::parseInt).toArray();
    List<String> texts = ScorerBenchmark.texts(count);
    double[][] ratios = new double[threads.length][rounds];
    double[][] ofCpu = new double[threads.length][rounds];
    double[] rates = new double[threads.length];
    for (int round = -1; round < rounds; round++) {
      Speed bare = bare(folder, texts);
      StringBuilder line = new StringBuilder("bare scorer " + bare);
      for (int at = 0; at < threads.length; at++) {
        Speed stage = stage(folder, texts, threads[at], 0);
        rates[at] = stage.perSecond;
        line.append(", stage with ").append(threads[at]).append(" threads ").append(stage);
        if (round >= 0) {
          ratios[at][round] = stage.perSecond / bare.perSecond;
          ofCpu[at][round] = bare.micros / stage.micros;
        }
      }
      System.out.println((round < 0 ? "warm-up: " : "round " + (round + 1) + ": ") + line);
    }
    for (int at = 0; at < threads.length; at++) {
      System.out.printf(
          "%d threads: ratio of texts a second %s, of processor time %s%n",
          threads[at], spread(ratios[at]), spread(ofCpu[at]));
      int rate = Math.max(1, (int) (rates[at] / 10));
      System.out.printf("%d threads, %d requests a second:%n", threads[at], rate);
      stage(folder, ScorerBenchmark.texts(rate * LATENCY_SECONDS), threads[at], rate);
    }
    System.exit(0);
  }

  /**
   * @param micros of the whole process's processor time for a text
   */
  private record Speed(double perSecond, double micros) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.0f/s (%.0f us of CPU a text)", perSecond, micros);
    }
  }

  private static String spread(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1]);
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static Speed bare(Path folder, List<String> texts) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(cores);
    try (TextScorer scorer = DjlScorer.load(folder, "cpu")) {
      scorer.score(texts.subList(0, BATCH));
      AtomicInteger next = new AtomicInteger();
      Callable<Void> work =
          () -> {
            for (int from = next.getAndAdd(WINDOW);
                from < texts.size();
                from = next.getAndAdd(WINDOW)) {
              LengthSorted.score(
                  scorer, texts.subList(from, Math.min(texts.size(), from + WINDOW)), BATCH);
            }
            return null;
          };
      long begin = System.nanoTime();
      long cpu = cpu();
      for (Future<Void> done : pool.invokeAll(Collections.nCopies(cores, work))) {
        done.get();
      }
      return new Speed(
          texts.size() * 1e9 / (System.nanoTime() - begin), (cpu() - cpu) / 1e3 / texts.size());
    } finally {
      pool.shutdown();
    }
  }

  /**
   * @param rate requests a second; 0 for all that the stage can take
   */
  private static Speed stage(Path folder, List<String> texts, int threads, int rate)
      throws Exception {
    MeterRegistry registry = registry();
    Policies policies = policies(folder);
    try (StageBench bench = StageBench.start();
        ModelWorkers workers =
            new ModelWorkers(
                Map.of(
                    MODEL,
                    new BatchingWorker(
                        MODEL, DjlScorer.load(folder, "cpu"), BATCH, LINGER, threads, registry)))) {
      List<byte[]> values = redacted(texts);
      Thread load =
          new Thread(
              () -> {
                try {
                  bench.sendRedacted(values, rate);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      load.start();
      if (rate == 0) {
        load.join();
      }
      AtomicLong cpu = new AtomicLong(cpu());
      double[] before = new double[1];
      double perSecond =
          bench.run(
              texts.size(),
              () -> {
                cpu.set(cpu());
                before[0] = StageBench.out(registry, ScoreTopology.STAGE);
                return before[0] > 0;
              },
              () -> StageBench.out(registry, ScoreTopology.STAGE),
              Map.of("score", new ScoreTopology(policies, workers, registry).build()),
              name -> Map.of());
      double micros = (cpu() - cpu.get()) / 1e3 / (texts.size() - before[0]);
      load.join();
      if (rate > 0) {
        print(registry, "plumbline.score.latency");
        print(registry, "plumbline.latency");
        Timer batch = registry.get("plumbline.score").timer();
        System.out.printf(
            Locale.ROOT,
            "  a batch takes %.1f ms in the mean%n",
            batch.mean(TimeUnit.MILLISECONDS));
      }
      return new Speed(perSecond, micros);
    }
  }

  private static void print(MeterRegistry registry, String name) {
    StringBuilder line = new StringBuilder("  " + name + ", milliseconds:");
    for (var value : registry.get(name).timer().takeSnapshot().percentileValues()) {
      line.append(
          String.format(
              Locale.ROOT,
              " p%.1f %.1f",
              value.percentile() * 100,
              value.value(TimeUnit.MILLISECONDS)));
    }
    System.out.println(line);
  }

  private static MeterRegistry registry() {
    MeterRegistry registry = new SimpleMeterRegistry();
    registry
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public DistributionStatisticConfig configure(
                  Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().endsWith("latency")
                    ? DistributionStatisticConfig.builder()
                        .percentiles(0.5, 0.99, 0.999)
                        .percentilePrecision(2)
                        .expiry(Duration.ofMinutes(10))
                        .build()
                        .merge(config)
                    : config;
              }
            });
    return registry;
  }

  private static Policies policies(Path folder) throws Exception {
    Path policy = Files.createTempFile("bench", ".yaml");
    Files.writeString(
        policy,
        """
        model: bench
        scoring: {source: model, path: %s, device: cpu}
        outcome: {favourable: ["yes"]}
        groups: {attributes: {a: [v0, v1]}}
        """
            .formatted(folder.toAbsolutePath()));
    return PolicyReader.readAll(List.of(policy));
  }

  private static List<byte[]> redacted(List<String> texts) throws Exception {
    List<byte[]> values = new ArrayList<>();
    for (String text : texts) {
      values.add(
          Json.MAPPER.writeValueAsBytes(
              new Inference(
                  "r" + values.size(),
                  MODEL,
                  Instant.parse("2026-03-01T12:00:00Z"),
                  text,
                  null,
                  Map.of(),
                  Map.of("a", "v" + values.size() % 2),
                  null,
                  null,
                  null,
                  List.of(),
                  "0123456789abcdef",
                  Map.of())));
    }
    return values;
  }
}
