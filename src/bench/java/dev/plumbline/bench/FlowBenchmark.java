package dev.plumbline.bench;

import dev.plumbline.kafka.Topics;
import dev.plumbline.stage.measure.MeasureTopology;
import dev.plumbline.stage.redact.EntityTaggers;
import dev.plumbline.stage.redact.RedactSettings;
import dev.plumbline.stage.redact.RedactTopology;
import dev.plumbline.stage.score.ModelWorkers;
import dev.plumbline.stage.score.ScoreTopology;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.Topology;

/**
 * What the measure stage takes from the flow before it: requests redacted and scored, without it
 * and with it behind, from the first that is redacted to the last that is scored, or measured. Each
 * run has a broker of its own; the first pair warms the JVM up and is not reported.
 */
public final class FlowBenchmark {

  private static final String MEASURE = "flow-measure";

  private FlowBenchmark() {}

  /**
   * @param args records of a run, rounds
   */
  public static void main(String[] args) throws Exception {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 400_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    double plainSeconds = 0;
    double fullSeconds = 0;
    for (int round = 0; round <= rounds; round++) {
      double plain = run(records, false);
      double full = run(records, true);
      if (round > 0) {
        plainSeconds += records / plain;
        fullSeconds += records / full;
        print("round " + round, plain, full);
      }
    }
    print("together", rounds * records / plainSeconds, rounds * records / fullSeconds);
    System.exit(0); // the runner's own threads end with the process
  }

  private static void print(String what, double plain, double full) {
    System.out.printf(
        Locale.ROOT,
        "%s: flow without measuring %.0f/s, with %.0f/s, ratio %.2f%n",
        what,
        plain,
        full,
        full / plain);
  }

  private static double run(int records, boolean measured) throws Exception {
    try (StageBench bench = StageBench.start()) {
      bench.load(Topics.INFERENCE_REQUESTS.name(), records);
      MeterRegistry registry = new SimpleMeterRegistry();
      Map<String, Topology> stages = stages(bench, registry);
      if (measured) {
        stages.put(MEASURE, bench.measuring(registry));
      }
      String last = measured ? MeasureTopology.STAGE : ScoreTopology.STAGE;
      return bench.run(
          records,
          () -> StageBench.out(registry, RedactTopology.STAGE) > 0,
          () -> StageBench.out(registry, last),
          stages,
          name -> name.equals(MEASURE) ? MeasureTopology.PROPERTIES : Map.of());
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
