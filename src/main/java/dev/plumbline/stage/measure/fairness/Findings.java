package dev.plumbline.stage.measure.fairness;

import dev.plumbline.event.FairnessMeasure;
import dev.plumbline.stage.measure.fairness.Metric.Against;
import dev.plumbline.stage.measure.statistics.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts one metric's comparisons of one attribute's groups into words. */
record Findings(Comparison comparison) {

  List<Finding> all(String attribute, @Nullable String reference) {
    List<Finding> findings = new ArrayList<>();
    for (Gap gap : comparison.references(reference)) {
      findings.add(of(gap));
    }
    if (comparison.groups().size() > 1) {
      findings.add(worst(attribute, comparison.worst()));
    }
    return findings;
  }

  private Finding of(Gap gap) {
    Metric metric = comparison.metric();
    boolean own = metric.against() == Against.NOBODY;
    String name = gap.group().name();
    Estimate estimate = gap.estimate();
    return new Finding(
        gap.group().counts().attribute(),
        FairnessMeasure.Comparison.REFERENCE,
        gap.group().group(),
        own ? "" : gap.other().group(),
        estimate,
        people(gap.group(), metric.needs()),
        own ? 0 : people(gap.other(), metric.needsOfOther()),
        estimate == null
            ? "%s: not enough evidence on the %s: %s".formatted(name, metric.words(), gap.missing())
            : name + ": " + metric.figures(gap.group(), gap.other(), estimate.value()),
        "");
  }

  private Finding worst(String attribute, @Nullable Gap gap) {
    Metric metric = comparison.metric();
    Estimate estimate = gap == null ? null : gap.estimate();
    if (gap == null || estimate == null) {
      return none(attribute);
    }
    return new Finding(
        attribute,
        FairnessMeasure.Comparison.WORST_PAIR,
        gap.group().group(),
        gap.other().group(),
        estimate,
        people(gap.group(), metric.needs()),
        people(gap.other(), metric.needsOfOther()),
        "Worst pair of %s, %s: %s"
            .formatted(
                attribute,
                gap.group().name(),
                metric.figures(gap.group(), gap.other(), estimate.value())),
        leftOut());
  }

  private Finding none(String attribute) {
    return new Finding(
        attribute,
        FairnessMeasure.Comparison.WORST_PAIR,
        "",
        "",
        null,
        0,
        0,
        "No two groups of %s are large enough to compare the %s"
            .formatted(attribute, comparison.metric().words()),
        leftOut());
  }

  private String leftOut() {
    List<Side> sides = comparison.leftOut();
    return sides.isEmpty()
        ? ""
        : sides.stream()
            .map(Side::name)
            .collect(Collectors.joining(", ", "Left out for lack of evidence: ", "."));
  }

  /** The people that a side's figure is about. */
  private static long people(Side side, List<Need> needs) {
    return needs.get(needs.size() - 1).count().applyAsLong(side);
  }
}
