package dev.plumbline.stage.alert;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The stage's step over panes and windows that were recorded, without Kafka: what another policy
 * would have alerted of the same measures. In order of event time, panes first, as the stage takes
 * them.
 */
public final class RecordedAlerts {

  private RecordedAlerts() {}

  /**
   * @param panes and windows of the policy's model
   */
  public static List<Alert> of(
      Policy policy, List<PaneCounts> panes, List<WindowMeasures> windows) {
    List<PaneCounts> paneOrder = new ArrayList<>(panes);
    paneOrder.sort(Comparator.comparing(PaneCounts::pane));
    List<WindowMeasures> windowOrder = new ArrayList<>(windows);
    windowOrder.sort(
        Comparator.comparing(WindowMeasures::window).thenComparing(WindowMeasures::revision));
    RecordedWatch watch = new RecordedWatch(policy);
    List<Alert> alerts = new ArrayList<>();
    int next = 0;
    for (WindowMeasures window : windowOrder) {
      Instant end = window.window().end();
      for (; next < paneOrder.size() && !paneOrder.get(next).pane().end().isAfter(end); next++) {
        alerts.addAll(watch.onPane(paneOrder.get(next)));
      }
      alerts.addAll(watch.onWindow(window));
    }
    for (; next < paneOrder.size(); next++) {
      alerts.addAll(watch.onPane(paneOrder.get(next)));
    }
    return alerts;
  }
}
