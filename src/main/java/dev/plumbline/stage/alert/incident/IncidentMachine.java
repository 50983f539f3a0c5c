package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.memory.WatchState;
import java.util.List;

/**
 * Makes incidents of one model's alerts. The first page opens one; later alerts of the same cause
 * join it; it is told again when another rule pages, when its figures are an {@code
 * alerts.refreshEvery} old and when it has been open for an {@code alerts.remindAfter}; it clears
 * with its last rule.
 */
public final class IncidentMachine {

  private final Policy policy;

  public IncidentMachine(Policy policy) {
    this.policy = policy;
  }

  /**
   * @param watch where the pane has taken the rules
   * @param alerts of the pane
   */
  public IncidentStep onPane(
      IncidentMemory memory, WatchState watch, PaneCounts pane, List<Alert> alerts) {
    PaneCounts slim = PaneHistory.slim(pane);
    IncidentTransition transition =
        new IncidentTransition(policy, memory.model(), new PaneHistory(policy, memory, slim));
    transition.count(slim);
    List<Alert> told = transition.take(alerts);
    return transition.step(new IncidentTelling(policy, watch), pane.pane().end(), slim, told);
  }

  /**
   * @param watch where the window has taken the rules
   * @param alerts of the window
   */
  public IncidentStep onWindow(
      IncidentMemory memory, WatchState watch, WindowMeasures window, List<Alert> alerts) {
    IncidentTransition transition =
        new IncidentTransition(policy, memory.model(), new PaneHistory(policy, memory, null));
    transition.drift(window);
    List<Alert> told = transition.take(alerts);
    return transition.step(new IncidentTelling(policy, watch), window.window().end(), null, told);
  }
}
