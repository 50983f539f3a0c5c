package dev.plumbline.cli.replay;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.AlertContext;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.RecordedWatch;
import dev.plumbline.stage.alert.chain.ApartHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The alert step over what was measured, under one policy: as it is, or a variant of it. */
final class PolicyReplay implements MeasureListener {

  private final String variant;
  private final Policy policy;
  private final RecordedWatch watch;
  private final RecordedModel recorded;
  private final Consumer<Alert> out;
  private final List<Alert> alerts = new ArrayList<>();

  /**
   * @param out gets every alert, in order
   * @param told gets every state of an incident, in order
   */
  PolicyReplay(String variant, Policy policy, Consumer<Alert> out, Consumer<Incident> told) {
    this.variant = variant;
    this.policy = policy;
    this.watch = new RecordedWatch(policy, told);
    this.recorded = new RecordedModel(policy);
    this.out = out;
  }

  @Override
  public void onPane(PaneCounts pane) {
    recorded.onPane(pane);
    watch.onPane(pane).forEach(this::keep);
  }

  @Override
  public void onWindow(WindowMeasures window) {
    recorded.onWindow(window);
    watch.onWindow(window).forEach(this::keep);
  }

  /** Sentences and examples are most of an alert, and reports do not need them. */
  private void keep(Alert alert) {
    out.accept(alert);
    alerts.add(
        new Alert(
            alert.key(),
            alert.model(),
            alert.rule(),
            alert.status(),
            alert.figures(),
            alert.sequential(),
            new AlertContext("", "", "", Map.of(), List.of(), alert.context().incident(), null)));
  }

  /** Without sentences and examples. */
  List<Alert> alerts() {
    return List.copyOf(alerts);
  }

  /** Groups whose people a search set apart, by pane, from 0. */
  ApartHistory apart() {
    return watch.apart();
  }

  AlertReport report(@Nullable Instant driftSince) {
    return AlertReport.of(variant, policy.model(), recorded, alerts, driftSince);
  }
}
