package dev.plumbline.stage.alert;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.watch.AlertStateMachine;
import dev.plumbline.stage.alert.watch.WatchStateMap;
import java.util.List;

/**
 * The stage's step over recorded panes and windows of one model, without Kafka. To be handed what
 * was recorded in order of event time: each pane before the windows that end with it or later.
 */
public final class RecordedWatch {

  private final WatchStateMap state = new WatchStateMap();
  private final AlertStateMachine machine;

  /**
   * @param policy of the model; it need not be the one that measured
   */
  public RecordedWatch(Policy policy) {
    this.machine = new AlertStateMachine(policy);
  }

  public List<Alert> onPane(PaneCounts pane) {
    return state.apply(machine.onPane(state, pane));
  }

  public List<Alert> onWindow(WindowMeasures window) {
    return state.apply(machine.onWindow(state, window));
  }
}
