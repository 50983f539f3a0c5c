package dev.plumbline.stage.measure.fairness;

import dev.plumbline.policy.Rate;
import dev.plumbline.stage.measure.statistics.Confidence;
import dev.plumbline.stage.measure.statistics.Estimate;
import java.util.List;
import java.util.Locale;

/**
 * True and false positive rate of a group against another's; of the two gaps the larger, with its
 * sign. Both gaps are sure at once (Bonferroni), so that the interval holds whichever is larger.
 */
record EqualizedOdds(boolean ratio) implements Metric {

  @Override
  public String words() {
    return "true and false positive rate";
  }

  @Override
  public List<Need> needs() {
    return List.of(Need.POSITIVES, Need.NEGATIVES, Need.LABELLED);
  }

  @Override
  public List<Need> needsOfOther() {
    return ratio
        ? List.of(
            Need.successes(Rate.TRUE_POSITIVE), Need.successes(Rate.FALSE_POSITIVE), Need.LABELLED)
        : needs();
  }

  @Override
  public Estimate estimate(Side group, Side other, Confidence confidence) {
    Confidence each = confidence.sharedBy(2);
    Estimate positives = new RateGap(Rate.TRUE_POSITIVE, ratio).estimate(group, other, each);
    Estimate negatives = new RateGap(Rate.FALSE_POSITIVE, ratio).estimate(group, other, each);
    return ratio ? positives.furtherFromOne(negatives) : positives.furtherFromZero(negatives);
  }

  @Override
  public String figures(Side group, Side other, double value) {
    String figures = AverageOdds.both(group, other);
    return ratio
        ? String.format(Locale.ROOT, "%s for %s; ratio %.3f", figures, other.name(), value)
        : Metric.gap(figures, other, value);
  }
}
