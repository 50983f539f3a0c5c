package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.FairnessRule;
import java.util.ArrayList;
import java.util.List;

/** One one-sided hypothesis that a gap is tolerated, against which evidence is gathered. */
public sealed interface GapContrast permits RateContrast, MeanContrast {

  /** All of a rule's; none for metrics without a sequential test: windows alone speak of them. */
  static List<GapContrast> of(FairnessRule rule) {
    List<GapContrast> contrasts = new ArrayList<>(RateContrast.of(rule));
    contrasts.addAll(MeanContrast.of(rule));
    return contrasts;
  }

  /** Whether its evidence is of labels, not of decisions. */
  boolean ofLabels();

  /** Unique among a rule's contrasts. */
  String name();

  /** What is tolerated, as the rule says it. */
  double tolerance();

  /** Its name with what is tolerated: evidence of another tolerance is not evidence of this one. */
  default String key() {
    return name() + "@" + tolerance();
  }

  /** What holds when this one is tolerated, and more: the hypothesis that the gap is beyond. */
  GapContrast reversed();
}
