package dev.plumbline.fairness;

import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.GroupMetric;
import dev.plumbline.fairness.metric.GroupMetric.Against;
import dev.plumbline.fairness.metric.MetricRequirement;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts one metric's comparisons of one attribute's groups into words. */
record FindingSentences(GroupComparison comparison) {

  List<FairnessFinding> all(String attribute, @Nullable String reference) {
    List<FairnessFinding> findings = new ArrayList<>();
    for (GroupGap gap : comparison.references(attribute, reference)) {
      findings.add(finding(gap));
    }
    if (comparison.groups().size() > 1) {
      findings.add(worst(attribute, comparison.worst()));
    }
    return findings;
  }

  private FairnessFinding finding(GroupGap gap) {
    GroupMetric metric = comparison.metric();
    boolean own = metric.against() == Against.NOBODY;
    String name = gap.group().name();
    IntervalEstimate estimate = gap.estimate();
    return new FairnessFinding(
        new FindingSides(
            gap.group().counts().attribute(),
            FairnessMeasure.Comparison.REFERENCE,
            side(gap.group(), metric.needs()),
            own ? FindingSide.NONE : side(gap.other(), metric.needsOfOther())),
        estimate,
        estimate == null
            ? "%s: not enough evidence on the %s: %s".formatted(name, metric.words(), gap.missing())
            : name + ": " + metric.figures(gap.group(), gap.other(), estimate.value()),
        "");
  }

  private FairnessFinding worst(String attribute, @Nullable GroupGap gap) {
    GroupMetric metric = comparison.metric();
    IntervalEstimate estimate = gap == null ? null : gap.estimate();
    if (gap == null || estimate == null) {
      return none(attribute);
    }
    return new FairnessFinding(
        new FindingSides(
            attribute,
            FairnessMeasure.Comparison.WORST_PAIR,
            side(gap.group(), metric.needs()),
            side(gap.other(), metric.needsOfOther())),
        estimate,
        "Worst pair of %s, %s: %s"
            .formatted(
                attribute,
                gap.group().name(),
                metric.figures(gap.group(), gap.other(), estimate.value())),
        leftOut());
  }

  private FairnessFinding none(String attribute) {
    return new FairnessFinding(
        new FindingSides(
            attribute, FairnessMeasure.Comparison.WORST_PAIR, FindingSide.NONE, FindingSide.NONE),
        null,
        "No two groups of %s are large enough to compare the %s"
            .formatted(attribute, comparison.metric().words()),
        leftOut());
  }

  private String leftOut() {
    List<ComparedGroup> sides = comparison.leftOut();
    return sides.isEmpty()
        ? ""
        : sides.stream()
            .map(ComparedGroup::name)
            .collect(Collectors.joining(", ", "Left out for lack of evidence: ", "."));
  }

  private static FindingSide side(ComparedGroup side, List<MetricRequirement> needs) {
    MetricRequirement need = needs.get(needs.size() - 1);
    return new FindingSide(
        side.group(), need.count().applyAsLong(side), need.worth(side), need.unknown(side));
  }
}
