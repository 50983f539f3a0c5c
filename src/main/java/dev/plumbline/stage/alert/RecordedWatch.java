package dev.plumbline.stage.alert;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.chain.ApartHistory;
import dev.plumbline.stage.alert.incident.IncidentMachine;
import dev.plumbline.stage.alert.incident.IncidentMap;
import dev.plumbline.stage.alert.incident.IncidentStep;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import dev.plumbline.stage.alert.memory.WatchStep;
import dev.plumbline.stage.alert.watch.AlertStateMachine;
import java.util.List;
import java.util.function.Consumer;

/**
 * The stage's step over recorded panes and windows of one model, without Kafka. To be handed what
 * was recorded in order of event time: each pane before the windows that end with it or later.
 */
public final class RecordedWatch {

  private final WatchStateMap state = new WatchStateMap();
  private final IncidentMap memory = new IncidentMap();
  private final AlertStateMachine machine;
  private final IncidentMachine incidents;
  private final Consumer<Incident> told;
  private final ApartHistory apart = new ApartHistory();
  private long panes;

  /**
   * @param policy of the model; it need not be the one that measured
   */
  public RecordedWatch(Policy policy) {
    this(policy, incident -> {});
  }

  /**
   * @param told gets every state of an incident, in order
   */
  public RecordedWatch(Policy policy, Consumer<Incident> told) {
    this.machine = new AlertStateMachine(policy);
    this.incidents = new IncidentMachine(policy);
    this.told = told;
  }

  public List<Alert> onPane(PaneCounts pane) {
    WatchStep step = machine.onPane(state, pane);
    apart.put(panes++, step.apart());
    List<Alert> alerts = state.apply(step);
    return take(incidents.onPane(memory, state, pane.with(step.found()), alerts));
  }

  public List<Alert> onWindow(WindowMeasures window) {
    List<Alert> alerts = state.apply(machine.onWindow(state, window));
    return take(incidents.onWindow(memory, state, window, alerts));
  }

  /** Groups whose people a search set apart, by pane, from 0. */
  public ApartHistory apart() {
    return apart;
  }

  private List<Alert> take(IncidentStep step) {
    memory.apply(step);
    step.incidents().forEach(told);
    return step.alerts();
  }
}
