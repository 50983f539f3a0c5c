package dev.plumbline.bench;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.EvidencePolicy;
import dev.plumbline.policy.EvidencePolicy.Unit;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.MeasureTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What it costs the measure stage to count evidence in another way: the same records under one
 * policy after the other, in every round beginning with another one, so that a slow minute of the
 * machine falls on all of them. Round 0 warms up and is not counted. Figures are medians of the
 * rounds, and ratios those of each round to the first way in it; on a machine that does other work
 * too, processor time says more than records a second.
 *
 * <p>Ways are {@code requests} (nobody is counted once), {@code copies} (of identical requests
 * without a subject one counts), {@code people} (the default), each of these with {@code +search}
 * (of all pairs and triples of the attributes), or a file with a policy of the model {@code bench},
 * for whatever else is to be compared.
 */
public final class EvidenceBenchmark {

  private static final Map<String, EvidencePolicy> WAYS =
      Map.of(
          "requests", new EvidencePolicy(Unit.REQUEST, Duration.ofDays(1), false, 20),
          "copies", new EvidencePolicy(Unit.REQUEST, Duration.ofDays(1), true, 20),
          "people", EvidencePolicy.DEFAULT);

  private static final String SEARCH = "+search";

  private EvidenceBenchmark() {}

  /**
   * @param args records, rounds, ways with commas between; the first way is what the others are
   *     compared with
   */
  public static void main(String[] args) throws Exception {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    String[] names = (args.length > 2 ? args[2] : "requests,copies,people").split(",");
    try (StageBench bench = StageBench.start()) {
      Map<String, Policies> ways = new LinkedHashMap<>();
      for (String name : names) {
        ways.put(name, policies(bench, name));
      }
      bench.load(Topics.SCORED_REQUESTS.name(), records);
      compare(bench, records, rounds, ways);
    }
    System.exit(0); // the runner's own threads end with the process
  }

  private static Policies policies(StageBench bench, String way) throws IOException {
    boolean search = way.endsWith(SEARCH);
    EvidencePolicy evidence =
        WAYS.get(search ? way.substring(0, way.length() - SEARCH.length()) : way);
    if (evidence == null) {
      return PolicyReader.readAll(List.of(Path.of(way)));
    }
    List<Policy> counting =
        (search ? bench.searching() : bench.policies())
            .all().stream().map(each -> each.with(evidence)).toList();
    return Policies.of(counting);
  }

  private static void compare(StageBench bench, int records, int rounds, Map<String, Policies> ways)
      throws InterruptedException {
    List<String> names = List.copyOf(ways.keySet());
    double[][] rates = new double[names.size()][rounds];
    double[][] micros = new double[names.size()][rounds];
    for (int round = 0; round <= rounds; round++) {
      for (int turn = 0; turn < names.size(); turn++) {
        int way = (round + turn) % names.size();
        String stage = "evidence-" + round + "-" + way;
        double rate = rate(bench, records, stage, ways.get(names.get(way)));
        if (round > 0) {
          rates[way][round - 1] = rate;
          micros[way][round - 1] = bench.micros(stage);
        }
        System.out.printf(
            Locale.ROOT, "round %d, %s: measured %.0f/s%n", round, names.get(way), rate);
      }
    }
    for (int way = 0; way < names.size(); way++) {
      System.out.printf(
          Locale.ROOT,
          "%s: %.0f records/s, %s; %.1f us of processor time a record, %s%n",
          names.get(way),
          median(rates[way]),
          ratios(rates[way], rates[0]),
          median(micros[way]),
          ratios(micros[way], micros[0]));
    }
  }

  /** To the same rounds of the first way. */
  private static String ratios(double[] of, double[] first) {
    double[] ratios = new double[of.length];
    for (int round = 0; round < of.length; round++) {
      ratios[round] = of[round] / first[round];
    }
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT,
        "ratio %.2f (%.2f to %.2f)",
        median(ratios),
        ratios[0],
        ratios[ratios.length - 1]);
  }

  private static double median(double[] of) {
    double[] sorted = of.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Records a second, the first quarter not counted. */
  private static double rate(StageBench bench, int records, String stage, Policies policies)
      throws InterruptedException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    return bench.run(
        records,
        () -> StageBench.out(registry, MeasureTopology.STAGE) >= records / 4.0,
        () -> StageBench.out(registry, MeasureTopology.STAGE),
        Map.of(stage, StageBench.measuring(registry, policies)),
        each -> MeasureTopology.PROPERTIES);
  }
}
