package dev.plumbline.bench;

import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.measure.MeasureTopology;
import dev.plumbline.stage.redact.RedactTopology;
import dev.plumbline.stage.redact.ner.EntityTaggers;
import dev.plumbline.stage.redact.request.RedactSettings;
import dev.plumbline.stage.score.ScoreTopology;
import dev.plumbline.stage.score.model.ModelWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;

/**
 * What the measure stage takes from the whole flow: requests redacted and scored, with nothing
 * behind, with a stage that passes them on as bytes untouched, and with the measure stage; from the
 * first that is redacted to the last that the last stage is done with. Each run has a broker of its
 * own; the first round warms the JVM up and does not count.
 */
public final class FlowBenchmark {

  private static final String LAST = "flow-last";

  private enum Last {
    SCORE,
    PASS_ON,
    MEASURE
  }

  private FlowBenchmark() {}

  /**
   * @param args records of a run, rounds; {@code score} for redact and score alone
   */
  public static void main(String[] args) throws Exception {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    if (args.length > 2 && args[2].equals("score")) {
      alone(records, rounds);
      System.exit(0);
    }
    double[] seconds = new double[Last.values().length];
    for (int round = 0; round <= rounds; round++) {
      double[] rates = new double[seconds.length];
      for (int at = 0; at < rates.length; at++) {
        rates[at] = run(records, Last.values()[at]);
        seconds[at] += round > 0 ? records / rates[at] : 0;
      }
      print(round == 0 ? "warm-up" : "round " + round, rates);
    }
    print("together", Arrays.stream(seconds).map(all -> rounds * records / all).toArray());
    System.exit(0); // the runner's own threads end with the process
  }

  private static void alone(int records, int rounds) throws Exception {
    for (int round = 0; round <= rounds; round++) {
      System.out.printf(
          Locale.ROOT,
          "%s: redact and score %.0f/s%n",
          round == 0 ? "warm-up" : "round " + round,
          run(records, Last.SCORE));
    }
  }

  private static void print(String what, double[] rates) {
    System.out.printf(
        Locale.ROOT,
        "%s: redact and score %.0f/s, and pass on untouched %.0f/s, and measure %.0f/s,"
            + " measured/passed on %.2f, measured/nothing behind %.2f%n",
        what,
        rates[0],
        rates[1],
        rates[2],
        rates[2] / rates[1],
        rates[2] / rates[0]);
  }

  private static double run(int records, Last last) throws Exception {
    try (StageBench bench = StageBench.start()) {
      bench.load(Topics.INFERENCE_REQUESTS.name(), records);
      MeterRegistry registry = new SimpleMeterRegistry();
      Map<String, Topology> stages = stages(bench, registry);
      AtomicLong passed = new AtomicLong();
      DoubleSupplier done =
          switch (last) {
            case SCORE -> () -> StageBench.out(registry, ScoreTopology.STAGE);
            case PASS_ON -> passed::get;
            case MEASURE -> () -> StageBench.out(registry, MeasureTopology.STAGE);
          };
      if (last == Last.PASS_ON) {
        stages.put(LAST, StageBench.passing(Serdes.ByteArray(), passed));
      } else if (last == Last.MEASURE) {
        stages.put(LAST, bench.measuring(registry));
      }
      return bench.run(
          records,
          () -> StageBench.out(registry, RedactTopology.STAGE) > 0,
          done,
          stages,
          name -> name.equals(LAST) ? MeasureTopology.PROPERTIES : Map.of());
    }
  }

  private static Map<String, Topology> stages(StageBench bench, MeterRegistry registry) {
    Map<String, Topology> stages = new LinkedHashMap<>();
    stages.put(
        "flow-redact",
        new RedactTopology(
                bench.policies(),
                RedactSettings.DEFAULT,
                EntityTaggers.open(bench.policies()),
                registry,
                Clock.systemUTC())
            .build());
    stages.put(
        "flow-score",
        new ScoreTopology(bench.policies(), ModelWorkers.open(bench.policies(), registry), registry)
            .build());
    return stages;
  }
}
