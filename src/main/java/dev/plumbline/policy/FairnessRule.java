package dev.plumbline.policy;

import dev.plumbline.policy.group.AcceptedGap;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * @param tolerance where fair ends, read as the metric's {@link Tolerance}
 * @param given attribute or factor whose levels groups are compared within; empty for none
 * @param accepted gaps of single groups that are tolerated for a while
 */
public record FairnessRule(
    FairnessMetric metric, double tolerance, String given, List<AcceptedGap> accepted) {

  public FairnessRule {
    accepted = List.copyOf(accepted);
  }

  public FairnessRule(FairnessMetric metric, double tolerance, String given) {
    this(metric, tolerance, given, List.of());
  }

  public FairnessRule(FairnessMetric metric, double tolerance) {
    this(metric, tolerance, "");
  }

  public FairnessRule with(double other) {
    return new FairnessRule(metric, other, given, accepted);
  }

  /** The gap of a group that is accepted at a time; null where there is none. */
  public @Nullable AcceptedGap acceptedFor(String attribute, String group, Instant at) {
    return accepted.stream()
        .filter(gap -> gap.isAbout(attribute, group, at))
        .findFirst()
        .orElse(null);
  }

  /** The rule as it judges a group at a time: by the gap that is accepted, if any. */
  public FairnessRule judging(String attribute, String group, Instant at) {
    AcceptedGap gap = acceptedFor(attribute, group, at);
    return gap == null ? this : with(gap.gap());
  }

  /** The rule, and as it judges a group of which a gap is accepted: all that may be watched. */
  public List<FairnessRule> judgements() {
    return Stream.concat(Stream.of(this), accepted.stream().map(gap -> with(gap.gap())))
        .distinct()
        .toList();
  }

  /** The same as it may judge one group: gaps of other groups are none of its business. */
  public List<FairnessRule> judgements(String attribute, String group) {
    return Stream.concat(
            Stream.of(this),
            accepted.stream()
                .filter(gap -> gap.attribute().equals(attribute) && gap.group().equals(group))
                .map(gap -> with(gap.gap())))
        .distinct()
        .toList();
  }

  /** The mean of scores of which evidence is gathered; null where none is. */
  public @Nullable ScoreMean pagedMean() {
    return conditional() ? null : metric.mean();
  }

  public boolean conditional() {
    return !given.isEmpty();
  }

  /** The rule's name in measures and alerts: the metric's, or {@code given:department:metric}. */
  public String label() {
    return conditional() ? "given:" + given + ":" + metric.label() : metric.label();
  }
}
