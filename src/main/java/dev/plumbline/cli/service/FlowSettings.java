package dev.plumbline.cli.service;

import dev.plumbline.config.service.ServiceConfig;
import dev.plumbline.stage.Sidecar;
import dev.plumbline.stage.intake.IntakeStage.Door;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.redact.request.RedactSettings;
import java.util.List;
import java.util.Set;

/**
 * What differs between the commands that run the flow.
 *
 * @param door where records come in over HTTP
 * @param delivery what delivers alerts, beside the alert stage
 * @param training what carries out jobs, beside the retrain stage
 */
public record FlowSettings(
    Door door,
    RedactSettings redact,
    MeasureSettings measure,
    List<Sidecar> delivery,
    List<Sidecar> training) {
  public FlowSettings {
    delivery = List.copyOf(delivery);
    training = List.copyOf(training);
  }

  /** The stages alone: alerts are not delivered, jobs not carried out. */
  public static FlowSettings alone(RedactSettings redact, MeasureSettings measure) {
    return new FlowSettings(Door.NONE, redact, measure, List.of(), List.of());
  }

  /** The same with nothing configured, measuring as time passes. */
  public static FlowSettings live() {
    return alone(RedactSettings.DEFAULT, MeasureSettings.live(1));
  }

  /**
   * As {@code plumbline.yaml} says.
   *
   * @param main the class whose {@code train} command is the trainer
   */
  public static FlowSettings configured(ServiceConfig config, Class<?> main) {
    return alone(redact(config.redact()), MeasureSettings.live(1))
        .delivering(new DeliverySidecar(config.sinks()))
        .training(TrainingSidecar.configured(config, main));
  }

  public FlowSettings delivering(Sidecar sidecar) {
    return new FlowSettings(door, redact, measure, List.of(sidecar), training);
  }

  public FlowSettings training(Sidecar sidecar) {
    return new FlowSettings(door, redact, measure, delivery, List.of(sidecar));
  }

  public FlowSettings throughDoor(Door opened) {
    return new FlowSettings(opened, redact, measure, delivery, training);
  }

  private static RedactSettings redact(ServiceConfig.Redact redact) {
    return new RedactSettings(
        Set.copyOf(redact.allowedHeaders()),
        redact.phoneRegions(),
        redact.sealingKeyset(),
        redact.hashKeyset(),
        redact.encryptKeyset());
  }
}
