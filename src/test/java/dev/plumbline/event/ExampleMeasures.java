package dev.plumbline.event;

import dev.plumbline.event.measure.AcceptedTolerance;
import dev.plumbline.event.measure.ConditionalGap;
import dev.plumbline.event.measure.ConfusionCounts;
import dev.plumbline.event.measure.CounterfactualMeasure;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.DriftShift;
import dev.plumbline.event.measure.DriftSide;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.HistogramBin;
import dev.plumbline.event.measure.SignalHistogram;
import dev.plumbline.event.measure.WeightedScore;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.CellCounts;
import dev.plumbline.event.pane.CellExamples;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.FlipCount;
import dev.plumbline.event.pane.GroupExemplars;
import dev.plumbline.event.pane.GroupPeople;
import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.event.pane.IndicatorSum;
import dev.plumbline.event.pane.JointCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.event.pane.UnitTally;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is measured, as the flow writes it, with every optional field and with none. */
public final class ExampleMeasures {

  private ExampleMeasures() {}

  public static GroupCounts counts(String group) {
    return new GroupCounts("sex", group, 100, 40, 50, 10, 10, 20, 10);
  }

  public static FairnessMeasure gap(String group, FairnessMeasure.Comparison comparison) {
    return new FairnessMeasure(
        "demographic_parity_difference",
        "sex",
        comparison,
        group,
        "male",
        -0.2,
        -0.3,
        -0.11,
        100,
        200,
        0.1,
        Verdict.UNFAIR,
        "sex=" + group + ": a gap of 0.2",
        new ConditionalGap("department", -0.2, -0.15, -0.05, List.of("C")),
        80.5,
        null,
        new AcceptedTolerance(0.1, Instant.parse("2026-06-30T00:00:00Z"), "known"));
  }

  public static FairnessMeasure unknownGap(String group) {
    return new FairnessMeasure(
        "demographic_parity_difference",
        "sex",
        FairnessMeasure.Comparison.REFERENCE,
        group,
        "male",
        null,
        null,
        null,
        3,
        200,
        null,
        Verdict.NOT_ENOUGH_EVIDENCE,
        "sex=" + group + ": too few");
  }

  public static DriftMeasure drift(boolean known) {
    return new DriftMeasure(
        "score",
        "*",
        "*",
        "psi",
        known ? 0.3 : null,
        known ? 1e-9 : null,
        0.005,
        100,
        200,
        0.2,
        known ? DriftMeasure.Drift.DRIFTED : DriftMeasure.Drift.NOT_ENOUGH_EVIDENCE,
        "psi",
        known ? List.of(new DriftShift("0.1 to 0.2", 0.3, 0.1, 0.8)) : List.of(),
        known ? new DriftSide(0.3, 0.25, 0.1) : null,
        known ? new DriftSide(0.2, 0.15, 0.1) : null);
  }

  /** The same window before its labels came. */
  public static WindowMeasures withoutEvidence(WindowMeasures window) {
    List<FairnessMeasure> fairness =
        window.fairness().stream()
            .map(
                m ->
                    new FairnessMeasure(
                        m.metric(),
                        m.attribute(),
                        m.comparison(),
                        m.group(),
                        m.reference(),
                        null,
                        null,
                        null,
                        0,
                        0,
                        m.tolerance(),
                        Verdict.NOT_ENOUGH_EVIDENCE,
                        "not enough evidence"))
            .toList();
    WeightedScore bias = new WeightedScore(null, 0, Map.of(), Map.of());
    return with(window, window.revision(), 0, fairness, bias);
  }

  /** The same window once more. */
  public static WindowMeasures revised(WindowMeasures window) {
    return with(window, window.revision() + 1, window.labelled(), window.fairness(), window.bias());
  }

  private static WindowMeasures with(
      WindowMeasures window,
      int revision,
      long labelled,
      List<FairnessMeasure> fairness,
      WeightedScore bias) {
    return new WindowMeasures(
        window.model(),
        window.window(),
        revision,
        window.isFinal(),
        window.requests(),
        labelled,
        window.outcomes(),
        window.modelVersion(),
        window.policyVersion(),
        window.groups(),
        fairness,
        window.drift(),
        window.ethics(),
        bias,
        window.counterfactuals(),
        window.benefits());
  }

  /** The window of five minutes that ends so many minutes after noon. */
  public static WindowMeasures window(String model, int minute, String... groups) {
    List<FairnessMeasure> fairness = new ArrayList<>();
    for (String group : groups) {
      fairness.add(gap(group, FairnessMeasure.Comparison.REFERENCE));
    }
    fairness.add(gap(groups[0], FairnessMeasure.Comparison.WORST_PAIR));
    Instant end = ExampleMessages.NOON.plus(minute, ChronoUnit.MINUTES);
    return new WindowMeasures(
        model,
        new TimeSpan(end.minus(5, ChronoUnit.MINUTES), end),
        0,
        false,
        300,
        150,
        Map.of("matched", 150L, "unmatched", 3L),
        "m1",
        "v1",
        List.of(counts("female")),
        fairness,
        List.of(drift(true)),
        new WeightedScore(0.9, 270, Map.of("privacy", 0.9), Map.of("privacy", 0.9), 0.86, 0.93),
        new WeightedScore(0.1, 30, Map.of("selection_gap", 0.1), Map.of("selection_gap", 0.1)),
        List.of(new CounterfactualMeasure("gender", 40, 6, 0.15, 0.06, "6 of 40 turned")),
        Map.of("accuracy", 0.8),
        List.of(
            new SignalHistogram(
                "label",
                List.of(new HistogramBin("no", 100, 90L), new HistogramBin("yes", 200, null)))),
        Map.of("features.age:not_finite", 2L),
        List.of(
            new ConfusionCounts(
                "sex",
                "female",
                List.of("no", "yes"),
                List.of(List.of(40L, 10L), List.of(5L, 20L)))));
  }

  /** A window with nothing to say. */
  public static WindowMeasures emptyWindow(String model) {
    WeightedScore nothing = new WeightedScore(null, 0, Map.of(), Map.of());
    return new WindowMeasures(
        model,
        new TimeSpan(ExampleMessages.NOON, ExampleMessages.NOON.plusSeconds(300)),
        3,
        true,
        0,
        0,
        Map.of(),
        null,
        "v1",
        List.of(),
        List.of(unknownGap("female")),
        List.of(drift(false)),
        nothing,
        nothing,
        List.of(new CounterfactualMeasure("gender", 3, 0, null, null, "too few")),
        Map.of());
  }

  public static ChainHead head(String model) {
    return new ChainHead(
        model, ExampleMessages.NOON, 3, "ab".repeat(32), "0".repeat(64), List.of("sex=female"));
  }

  public static PaneCounts pane(boolean everything) {
    return new PaneCounts(
        "desk",
        new TimeSpan(ExampleMessages.NOON, ExampleMessages.NOON.plusSeconds(60)),
        everything ? List.of(counts("female")) : List.of(),
        everything ? Map.of("yes", 40L) : Map.of(),
        everything
            ? List.of(
                new GroupExemplars(
                    "sex",
                    "female",
                    List.of("request-1", "request-2"),
                    List.of("request-2"),
                    List.of("request-3")))
            : List.of(),
        everything ? "m1" : null,
        "v1",
        everything
            ? new EvidenceUnits("subject", new UnitTally(80, 20, 7, 3, 0), UnitTally.NONE)
            : null,
        everything
            ? List.of(new GroupPeople("sex", "female", 40, "AAAAAQAAAAI=", 1, "AAAAAQ=="))
            : List.of(),
        everything
            ? List.of(new GroupScoreSums("sex", "female", 100, 58_000_000_000L, 37_500_000_000L))
            : List.of(),
        everything ? Map.of("privacy", new IndicatorSum(98.5, 100, 1)) : Map.of(),
        everything ? Map.of("gender", new FlipCount(12, 1)) : Map.of(),
        everything
            ? List.of(new GroupScoreSums("sex", "female", 40, -2_000_000_000L, 6_500_000_000L))
            : List.of(),
        everything
            ? new JointCounts(
                List.of("age", "sex"),
                2,
                List.of(new CellCounts(List.of("50+", "female"), 40, 30, 3, 2, 1, 4, 4)),
                List.of(
                    new CellExamples(
                        List.of("50+", "female"), List.of("r7"), List.of("r7"), List.of("r9"))))
            : null);
  }
}
