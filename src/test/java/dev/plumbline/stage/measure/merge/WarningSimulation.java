package dev.plumbline.stage.measure.merge;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often scores and drift warn of fair traffic, and how soon of something wrong. Arguments:
 * {@code fair HOURS RUNS}, {@code seasonal DAYS REFERENCE}, or {@code event EVENT DAY REFERENCE}; a
 * reference is {@code seasonal: P7D} and the like.
 */
final class WarningSimulation {

  private WarningSimulation() {}

  static Policy policy(String advance, String reference) {
    return AlertTestPolicies.read(
        """
        model: credit
        scoring: {source: provided}
        outcome: {favourable: ["yes"]}
        groups:
          attributes: {sex: [f, m], age: [18-29, 30-49, 50-64, 65+]}
          minimumSize: 30
        windows: {size: PT5M, advance: %s}
        drift:
          reference: {%s}
          signals:
            - {signal: score, statistic: kolmogorov_smirnov}
            - {signal: label, statistic: jensen_shannon}
            - {signal: text_length, statistic: wasserstein}
            - {signal: group_share, statistic: psi}
        ethics:
          indicators: {privacy: 1, confidence: 1}
          bias: {selection_gap: 1}
          alertWhen:
            ethicsBelow: 0.8
            biasAbove: 0.15
            privacy: {below: 0.9, severity: page}
        fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
        """
            .formatted(advance, reference));
  }

  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "fair" -> {
        int hours = Integer.parseInt(arguments[1]);
        for (long seed = 1; seed <= Integer.parseInt(arguments[2]); seed++) {
          print(
              policy("PT1M", "first: PT1H"),
              SeasonalTraffic.fair(40, false),
              Duration.ofHours(hours),
              seed);
        }
      }
      case "seasonal" ->
          print(
              policy("PT5M", arguments[2]),
              SeasonalTraffic.fair(40, true),
              Duration.ofDays(Integer.parseInt(arguments[1])),
              1);
      default -> {
        long day = Long.parseLong(arguments[2]);
        Instant since = SeasonalTraffic.START.plus(Duration.ofDays(day)).plus(Duration.ofHours(9));
        for (long seed = 1; seed <= 3; seed++) {
          print(
              policy("PT5M", arguments[3]),
              new SeasonalTraffic(40, true, SeasonalTraffic.Event.valueOf(arguments[1]), since),
              Duration.ofDays(day + 1),
              seed);
        }
      }
    }
  }

  private static void print(Policy policy, SeasonalTraffic traffic, Duration length, long seed)
      throws IOException {
    Path folder = Files.createTempDirectory("warnings");
    long began = System.nanoTime();
    try (MeasuredAlerts run = new MeasuredAlerts(policy, folder, seed)) {
      run.run(traffic, length);
      Map<String, Integer> opened = new TreeMap<>();
      for (Alert alert : run.opened()) {
        opened.merge(alert.severity() + " " + alert.rule(), 1, Integer::sum);
        if (!traffic.since().equals(Instant.MAX)) {
          System.out.printf(
              Locale.ROOT,
              "  %s %s after %d minutes%n",
              alert.severity(),
              alert.rule(),
              Duration.between(traffic.since(), alert.at()).toMinutes());
        }
      }
      double bias =
          run.windows().stream()
              .filter(window -> window.bias().score() != null)
              .mapToDouble(WarningSimulation::bias)
              .average()
              .orElse(Double.NaN);
      long beyond = run.windows().stream().filter(window -> bias(window) > 0.15).count();
      long drifted =
          run.windows().stream()
              .flatMap(window -> window.drift().stream())
              .filter(drift -> drift.verdict().name().equals("DRIFTED"))
              .count();
      System.out.printf(
          Locale.ROOT,
          "%s seed %d: opened %s; mean bias %.4f, windows above 0.15 %d, drifted comparisons %d; %d windows, %.0f s%n",
          length,
          seed,
          opened,
          bias,
          beyond,
          drifted,
          run.windows().size(),
          (System.nanoTime() - began) / 1e9);
    }
  }

  private static double bias(WindowMeasures window) {
    Double score = window.bias().score();
    return score == null ? 0 : score;
  }
}
