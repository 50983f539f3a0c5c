package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.FairnessRule;
import java.time.Instant;
import java.util.List;

/**
 * A rule that a page names.
 *
 * @param contrasts the strongest first, then those that have evidence enough of their own
 * @param evidence the strongest contrast's M
 * @param threshold the M at which it pages alone
 * @param onset start of the pane since which it is largest
 * @param policy the evidence that pages
 */
public record ThresholdCrossing(
    FairnessRule rule,
    List<GapContrast> contrasts,
    double evidence,
    double threshold,
    Instant onset,
    PolicyEvidence policy) {

  /**
   * The evidence of a whole policy and how a page comes of it.
   *
   * @param share what the rule adds to the sum
   * @param sum over all rules without an open page
   * @param threshold of the sum: panes in which one false page is allowed
   * @param names how many rules the page names, and how
   */
  public record PolicyEvidence(double share, double sum, double threshold, PageNames names) {}

  public ThresholdCrossing {
    contrasts = List.copyOf(contrasts);
  }

  /** The strongest. */
  public GapContrast contrast() {
    return contrasts.get(0);
  }
}
