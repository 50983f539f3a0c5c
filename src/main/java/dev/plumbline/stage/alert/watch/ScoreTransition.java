package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.memory.OpenAlert;
import dev.plumbline.stage.alert.memory.ScoreWatch;
import dev.plumbline.stage.alert.score.BiasEvidence;
import dev.plumbline.stage.alert.score.MeanDetector;
import dev.plumbline.stage.alert.score.MeanRule;
import dev.plumbline.stage.alert.score.MeanSample;
import dev.plumbline.stage.alert.score.ScoreAllowance;
import dev.plumbline.stage.alert.warning.PolicyRules;
import dev.plumbline.stage.alert.wording.ScoreWording;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pane's evidence about the scores: alerts about them open on evidence that the limit is
 * passed, and clear on evidence that it no longer is. One window's score says nothing by itself.
 */
record ScoreTransition(Policy policy, WatchDraft draft) {

  void take(PaneCounts pane) {
    ScoreAllowance allowance = ScoreAllowance.of(policy);
    Map<String, MeanDetector> detectors = new HashMap<>();
    for (MeanRule rule : MeanRule.of(policy.ethics())) {
      follow(rule, pane, allowance, detectors);
    }
    BiasEvidence bias = bias(pane, allowance);
    draft.model(model -> model.with(new ScoreWatch(detectors, bias)));
  }

  private void follow(
      MeanRule rule, PaneCounts pane, ScoreAllowance allowance, Map<String, MeanDetector> next) {
    AlertRule name = PolicyRules.ofModel(rule.metric());
    OpenAlert open = draft.open(name);
    String key = rule.metric() + "@" + rule.limit() + (open == null ? "/beyond" : "/inside");
    MeanDetector before = draft.model().scores().detectors().getOrDefault(key, MeanDetector.START);
    MeanSample sample = rule.sample(pane.indicators());
    MeanDetector after =
        before.after(sample, rule.limit(), open == null, pane.pane().start().toEpochMilli());
    double threshold = allowance.panes(rule.severity());
    double needed = open == null ? threshold : clearsAt(threshold);
    if (after.evidence() < needed || (open != null && !mayClear(open, pane))) {
      next.put(key, after);
      return;
    }
    SequentialEvidence evidence =
        new SequentialEvidence(after.evidence(), threshold, Instant.ofEpochMilli(after.onset()));
    if (open == null) {
      open(name, rule.severity(), evidence, pane, ScoreWording.beyond(policy, evidence));
    } else {
      draft.close(
          name,
          pane.pane().end(),
          pane.modelVersion(),
          ScoreWording.inside(needed, policy.windows().advance()));
    }
  }

  private BiasEvidence bias(PaneCounts pane, ScoreAllowance allowance) {
    double limit = policy.ethics().biasAbove();
    Severity severity = policy.ethics().limits().bias();
    if (limit >= 1) {
      return BiasEvidence.START;
    }
    double chance = 1 / (BiasEvidence.BLOCKS_A_WINDOW * allowance.windows(severity));
    BiasEvidence.Step step = draft.model().scores().bias().after(pane, policy, chance);
    AlertRule name = PolicyRules.ofModel(PolicyRules.BIAS);
    OpenAlert open = draft.open(name);
    for (BiasEvidence.Block block : step.complete()) {
      if (open == null && block.bounds().low() > limit) {
        SequentialEvidence evidence = new SequentialEvidence(null, null, since(block, pane));
        open(name, severity, evidence, pane, ScoreWording.biasBeyond(policy, block));
        return BiasEvidence.START;
      }
      if (open != null && block.bounds().high() <= limit && mayClear(open, pane)) {
        draft.close(
            name, pane.pane().end(), pane.modelVersion(), ScoreWording.biasInside(policy, block));
        return BiasEvidence.START;
      }
    }
    return step.evidence();
  }

  private Instant since(BiasEvidence.Block block, PaneCounts pane) {
    return pane.pane().end().minus(policy.windows().advance().multipliedBy(block.panes()));
  }

  private void open(
      AlertRule rule, Severity severity, SequentialEvidence evidence, PaneCounts pane, String why) {
    Instant at = pane.pane().end();
    OpenAlert opened = draft.reopened(rule, OpenAlert.of(severity, at));
    draft.keep(rule, opened);
    draft.sayOfModel(
        rule, WatchDraft.status(State.OPEN, opened, at), evidence, pane.modelVersion(), why);
  }

  private double clearsAt(double threshold) {
    @Nullable Double asked = policy.alerts().clearing().evidence();
    return asked == null ? threshold : asked;
  }

  private boolean mayClear(OpenAlert open, PaneCounts pane) {
    return open.mayClear(pane.pane().end(), policy.alerts().clearing().atLeast());
  }
}
