package dev.plumbline.bench;

import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.measure.MeasureTopology;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;

/**
 * What measuring costs beside the same records passed on as bytes, and read and passed on; what the
 * merge step gets at one, four and sixteen times the traffic, and what a kept prediction takes.
 */
public final class MeasureBenchmark {

  private MeasureBenchmark() {}

  /**
   * @param args records of the throughput runs, rounds
   */
  public static void main(String[] args) throws Exception {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    try (StageBench bench = StageBench.start()) {
      throughput(bench, records, rounds);
      merge(bench);
    }
    System.exit(0); // the runner's own threads end with the process
  }

  /** The measure stage beside topologies that pass the same records on. */
  private static void throughput(StageBench bench, int records, int rounds) throws Exception {
    long bytes = bench.load(Topics.SCORED_REQUESTS.name(), records);
    System.out.printf("%d records of %d bytes%n", records, bytes / records);
    for (int round = 0; round < rounds; round++) {
      AtomicLong passed = new AtomicLong();
      double pass =
          run(
              bench,
              records,
              passed::get,
              "pass" + round,
              StageBench.passing(Serdes.ByteArray(), passed));
      AtomicLong read = new AtomicLong();
      double typed =
          run(
              bench,
              records,
              read::get,
              "read" + round,
              StageBench.passing(Topics.SCORED_REQUESTS.valueSerde(), read));
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      String stage = "measure" + round;
      double measure =
          run(bench, records, () -> measured(registry), stage, bench.measuring(registry));
      System.out.printf(
          Locale.ROOT,
          "round %d: bytes passed on %.0f/s, records read and passed on %.0f/s, measured %.0f/s,"
              + " ratios %.2f and %.2f%n",
          round,
          pass,
          typed,
          measure,
          measure / pass,
          measure / typed);
      System.out.printf(
          Locale.ROOT,
          "state: %.0f MB a million predictions on disk%n",
          size(bench.state(stage)) / (double) records);
    }
  }

  /** One stage with the measure stage's properties, after the first quarter of its records. */
  private static double run(
      StageBench bench, int records, DoubleSupplier done, String name, Topology topology)
      throws InterruptedException {
    return bench.run(
        records,
        () -> done.getAsDouble() >= records / 4.0,
        done,
        Map.of(name, topology),
        each -> MeasureTopology.PROPERTIES);
  }

  private static double measured(MeterRegistry registry) {
    return StageBench.out(registry, MeasureTopology.STAGE);
  }

  /** Deltas that the merge step gets in ten seconds of steady traffic. */
  private static void merge(StageBench bench) throws Exception {
    int first = 100_000_000;
    for (int rate : new int[] {500, 2_000, 8_000}) {
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      String stage = "merge" + rate;
      StreamsSettings settings =
          bench
              .settings(stage, Map.of("main.consumer.auto.offset.reset", "latest"))
              .withDefaults(MeasureTopology.PROPERTIES);
      try (StageRunner runner =
          new StageRunner(stage, bench.measuring(registry), settings, registry)) {
        runner.start();
        if (!runner.awaitRunning(Duration.ofMinutes(1))) {
          throw new IllegalStateException("the stage does not run");
        }
        bench.sendOn(first, rate * 10, rate);
        first += rate * 10;
      }
      String deltas = "plumbline-" + stage + "-pane_deltas_by_model-repartition";
      long merged = bench.reader().count(deltas);
      System.out.printf(
          Locale.ROOT,
          "%d requests/s: %.0f measured, %d deltas to merge in 10 s%n",
          rate,
          measured(registry),
          merged);
    }
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(
              file -> {
                try {
                  return Files.size(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .sum();
    }
  }
}
