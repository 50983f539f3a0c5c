package dev.plumbline.stage.retrain.gate;

import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.stage.retrain.gate.PairedSample.Members;
import dev.plumbline.stage.retrain.gate.PairedSample.Side;
import dev.plumbline.statistics.LinearEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One gap that a rule watches, before and after: of two groups' rates, or of their means of scores,
 * the difference, or the logarithm of the ratio.
 *
 * @param what metric, attribute and group, in words
 * @param tolerance of the gap's size, on the same scale
 * @param before null with too few records
 * @param after null with too few records, or no ratio
 */
record PairedGap(
    String what,
    double tolerance,
    @Nullable LinearEstimate before,
    @Nullable LinearEstimate after) {

  /** Of fewer, the interval says too little, and the normal distribution is not near. */
  static final long LEAST = 30;

  boolean measured() {
    return before != null && after != null;
  }

  /**
   * Every gap that a rule watches in the attributes and groups that are asked for. None of metrics
   * that are no contrast of rates or means: areas under the curve, indices, bin errors.
   */
  static List<PairedGap> of(FairnessRule rule, PairedSample sample, GapFilter asked) {
    List<PairedGap> gaps = new ArrayList<>();
    if (rule.conditional()) {
      return gaps;
    }
    for (Map.Entry<String, Map<String, Members>> attribute : sample.groups().entrySet()) {
      for (Members group : attribute.getValue().values()) {
        Members reference = sample.reference(attribute.getKey(), group.name());
        if (reference != null && asked.holds(attribute.getKey(), group.name())) {
          String where = attribute.getKey() + "=" + group.name();
          gaps.addAll(of(rule, sample, where, new Members[] {group, reference}));
        }
      }
    }
    return gaps;
  }

  /** Which attributes and groups are asked for. */
  interface GapFilter {
    boolean holds(String attribute, String group);
  }

  private static List<PairedGap> of(
      FairnessRule rule, PairedSample sample, String where, Members[] both) {
    List<PairedGap> gaps = new ArrayList<>();
    for (OutcomeRate rate : rule.metric().rates()) {
      String what = rule.metric().label() + " of " + where;
      gaps.add(
          gap(
              rule,
              rule.metric().rates().size() > 1 ? what + " (" + rate.words() + ")" : what,
              (members, side) -> sample.rate(rate, members, side, LEAST),
              both));
    }
    ScoreMean mean = rule.metric().mean();
    if (mean != null) {
      gaps.add(
          gap(
              rule,
              rule.metric().label() + " of " + where,
              (members, side) -> sample.mean(mean, members, side, LEAST),
              both));
    }
    return gaps;
  }

  private interface Figure {
    @Nullable LinearEstimate of(Members members, Side side);
  }

  private static PairedGap gap(FairnessRule rule, String what, Figure figure, Members[] both) {
    boolean ratio = rule.metric().ratio();
    double tolerance = ratio ? -Math.log(rule.tolerance()) : rule.tolerance();
    return new PairedGap(
        what,
        tolerance,
        contrast(ratio, figure.of(both[0], Side.BEFORE), figure.of(both[1], Side.BEFORE)),
        contrast(ratio, figure.of(both[0], Side.AFTER), figure.of(both[1], Side.AFTER)));
  }

  private static @Nullable LinearEstimate contrast(
      boolean ratio, @Nullable LinearEstimate group, @Nullable LinearEstimate reference) {
    if (group == null || reference == null) {
      return null;
    }
    if (!ratio) {
      return group.plus(-1, reference);
    }
    return group.value() > 0 && reference.value() > 0
        ? group.logarithm().plus(-1, reference.logarithm())
        : null;
  }
}
