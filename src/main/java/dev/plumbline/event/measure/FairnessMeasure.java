package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;
import dev.plumbline.event.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One fairness metric of one group against its reference, or of the worst pair of an attribute.
 *
 * @param metric Fairlearn's or AIF360's name, for example {@code demographic_parity_difference}
 * @param comparison against the reference, or the worst across all groups
 * @param group empty when no two groups can be compared
 * @param reference empty when the group's figure is compared with nobody's
 * @param value group minus reference, or group over reference, or a figure of the group's own; for
 *     the worst pair maximum minus minimum, or minimum over maximum, or the worst of the figures;
 *     null without enough evidence
 * @param low lower end of the 95 % interval; null without enough evidence
 * @param high upper end of the 95 % interval; null without enough evidence
 * @param n requests that the group's figure is about
 * @param nReference requests that the reference's figure is about
 * @param tolerance the policy's; null when the policy has no rule for the metric
 * @param verdict null with evidence but no tolerance to judge it by
 * @param sentence the same in plain words
 * @param conditional of a rule that compares within levels; null of any other, and without enough
 *     evidence
 * @param effective how many independent requests the group's are worth, because subjects come back;
 *     null when none of their subjects is known
 * @param effectiveReference the same of the reference's
 * @param accepted of a group with a known standing gap; null of any other
 */
public record FairnessMeasure(
    String metric,
    String attribute,
    Comparison comparison,
    String group,
    String reference,
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    long n,
    long nReference,
    @Nullable Double tolerance,
    @Nullable Verdict verdict,
    String sentence,
    @Nullable ConditionalGap conditional,
    @Nullable Double effective,
    @Nullable Double effectiveReference,
    @Nullable AcceptedTolerance accepted) {

  /** Of a rule that does not compare within levels, of requests without subjects. */
  public FairnessMeasure(
      String metric,
      String attribute,
      Comparison comparison,
      String group,
      String reference,
      @Nullable Double value,
      @Nullable Double low,
      @Nullable Double high,
      long n,
      long nReference,
      @Nullable Double tolerance,
      @Nullable Verdict verdict,
      String sentence) {
    this(
        metric,
        attribute,
        comparison,
        group,
        reference,
        value,
        low,
        high,
        n,
        nReference,
        tolerance,
        verdict,
        sentence,
        null,
        null,
        null,
        null);
  }

  /** The same within levels, under its rule's name. */
  public FairnessMeasure within(String rule, @Nullable ConditionalGap gap) {
    return new FairnessMeasure(
        rule,
        attribute,
        comparison,
        group,
        reference,
        value,
        low,
        high,
        n,
        nReference,
        tolerance,
        verdict,
        sentence,
        gap,
        effective,
        effectiveReference,
        accepted);
  }

  /** The same judged by what is accepted of the group. */
  public FairnessMeasure accepted(AcceptedTolerance other, @Nullable Verdict judged, String words) {
    return new FairnessMeasure(
        metric,
        attribute,
        comparison,
        group,
        reference,
        value,
        low,
        high,
        n,
        nReference,
        other.gap(),
        judged,
        words,
        conditional,
        effective,
        effectiveReference,
        other);
  }

  /** Against the group's reference, or the largest gap between any two groups. */
  public enum Comparison {
    REFERENCE,
    WORST_PAIR
  }

  public FairnessMeasure {
    MessageChecks.notBlank(metric, "metric");
    MessageChecks.notBlank(attribute, "attribute");
    MessageChecks.notNull(comparison, "comparison");
  }
}
