package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.memory.OpenAlert;
import dev.plumbline.stage.alert.memory.WatchStep;
import dev.plumbline.stage.alert.warning.PolicyRules;
import dev.plumbline.stage.alert.warning.RuleReading;
import dev.plumbline.stage.alert.warning.WindowReadings;
import dev.plumbline.stage.alert.wording.AlertWording;
import java.time.Instant;

/**
 * One window's readings, rule by rule: each opens a warning, keeps it open or clears it. A page is
 * none of their business: it clears on evidence. Of scores they only keep the figures: alerts about
 * them open on evidence too.
 */
record WindowTransition(Policy policy, WatchDraft draft) {

  WatchStep take(WindowMeasures window) {
    draft.model(model -> model.after(window));
    WindowReadings.of(window, policy).forEach(reading -> read(reading, window));
    new DriftTransition(policy, draft).take(window);
    return draft.step();
  }

  /**
   * Windows older than the rule's newest by more than their length speak of the past and change
   * nothing.
   */
  private void read(RuleReading reading, WindowMeasures window) {
    AlertRule rule = reading.rule();
    GroupName name = GroupName.of(rule);
    Instant end = window.window().end();
    Instant newest = draft.newestWindow(name, rule.metric());
    if (!reading.decided() || end.isBefore(newest.minus(window.length()))) {
      return;
    }
    if (!end.isBefore(newest)) {
      draft.group(name, watch -> watch.with(reading));
    }
    if (PolicyRules.isScore(rule)) {
      return;
    }
    OpenAlert open = draft.open(rule);
    if (open == null && reading.beyond()) {
      OpenAlert opened = draft.reopened(rule, OpenAlert.of(Severity.WARNING, end));
      draft.keep(rule, opened);
      draft.say(rule, WatchDraft.status(State.OPEN, opened, end), null, window.modelVersion(), "");
    } else if (open != null && open.severity() == Severity.WARNING) {
      follow(open, reading, window);
    }
  }

  private void follow(OpenAlert open, RuleReading reading, WindowMeasures window) {
    Instant end = window.window().end();
    OpenAlert next =
        reading.inside() ? open.inside(window.window()) : reading.beyond() ? open.outside() : open;
    draft.keep(reading.rule(), next);
    if (next.inside() >= policy.alerts().clearing().windows()) {
      draft.close(reading.rule(), end, window.modelVersion(), AlertWording.inside(policy.alerts()));
    }
  }
}
