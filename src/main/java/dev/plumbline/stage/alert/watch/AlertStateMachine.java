package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.memory.WatchState;
import dev.plumbline.stage.alert.memory.WatchStep;

/**
 * The rules of one policy over one model's windows and panes: from what is remembered and one event
 * to what changes and the alerts of it. An alert opens and may escalate. It clears on evidence of
 * being inside its tolerance again, a warning of a fairness rule and drift after as many windows
 * inside as {@code alerts.clearAfter} says. In between it says nothing, so nobody is flooded.
 */
public final class AlertStateMachine {

  private final Policy policy;

  public AlertStateMachine(Policy policy) {
    this.policy = policy;
  }

  /** A pane moves the sequential evidence: alerts open or escalate as pages. */
  public WatchStep onPane(WatchState state, PaneCounts pane) {
    return new PaneTransition(policy, new WatchDraft(policy, state)).take(pane);
  }

  /** A window says where each rule stands: alerts open as warnings, and clear. */
  public WatchStep onWindow(WatchState state, WindowMeasures window) {
    return new WindowTransition(policy, new WatchDraft(policy, state)).take(window);
  }
}
