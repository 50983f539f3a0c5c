package dev.plumbline.stage.alert.wording;

import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.score.BiasEvidence;
import java.time.Duration;
import java.util.Locale;

/** What alerts about scores say of their evidence. */
public final class ScoreWording {

  private ScoreWording() {}

  public static String beyond(Policy policy, SequentialEvidence evidence) {
    return String.format(
        Locale.ROOT,
        "Most likely since %s. Evidence that the mean is below the limit: %.2g (alerts at %.2g, %s).",
        evidence.onset(),
        evidence.evidence(),
        evidence.threshold(),
        promise(policy));
  }

  public static String inside(double threshold, Duration pane) {
    return AlertWording.insideAgain("the mean is not below the limit any more", threshold, pane);
  }

  public static String biasBeyond(Policy policy, BiasEvidence.Block block) {
    return String.format(
        Locale.ROOT,
        "Over the last %s the score is at least %.3f, groups compared within panes of %s (%s).",
        length(policy, block),
        block.bounds().low(),
        policy.windows().advance(),
        promise(policy));
  }

  public static String biasInside(Policy policy, BiasEvidence.Block block) {
    return String.format(
        Locale.ROOT,
        "Over the last %s the score is at most %.3f.",
        length(policy, block),
        block.bounds().high());
  }

  private static Duration length(Policy policy, BiasEvidence.Block block) {
    return policy.windows().advance().multipliedBy(block.panes());
  }

  private static String promise(Policy policy) {
    return "false alerts are expected at most %s in %s"
        .formatted(
            AlertWording.times(policy.alerts().falsePages()),
            AlertWording.period(policy.alerts().per()));
  }
}
