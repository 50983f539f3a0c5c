package dev.plumbline.cli.service;

import dev.plumbline.stage.Stage;
import dev.plumbline.stage.alert.AlertStage;
import dev.plumbline.stage.intake.IntakeStage;
import dev.plumbline.stage.measure.MeasureStage;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import dev.plumbline.stage.redact.RedactStage;
import dev.plumbline.stage.retrain.RetrainStage;
import dev.plumbline.stage.score.ScoreStage;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The list of stages. Whatever concerns all of them loops over it. */
public final class FlowStages {

  /** Every stage with nothing configured: what is known of it without opening it. */
  static final List<Stage> UNCONFIGURED = inOrder(FlowSettings.live());

  /** Every stage's name, in flow order. */
  public static final List<String> NAMES = names(UNCONFIGURED);

  private FlowStages() {}

  /** Every stage, in flow order; nothing is opened. A new stage is a line here. */
  public static List<Stage> inOrder(FlowSettings settings) {
    return List.of(
        new IntakeStage(settings.door()),
        new RedactStage(settings.redact()),
        new ScoreStage(),
        new MeasureStage(settings.measure()),
        new AlertStage(settings.delivery()),
        new RetrainStage(
            settings.training(), settings.measure().publication() == Publication.LIVE));
  }

  public static List<String> names(List<Stage> stages) {
    return stages.stream().map(Stage::name).toList();
  }

  /** What is wrong with the names of stages, where something is. */
  public static Optional<String> problem(Collection<String> names, List<String> known) {
    return names.stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .map(name -> "unknown stage '" + name + "'; allowed: " + known);
  }

  /**
   * Those of the stages that are named, in flow order.
   *
   * @throws IllegalArgumentException naming a stage that there is not, and those that there are
   */
  public static List<Stage> named(Collection<String> names, List<Stage> stages) {
    problem(names, names(stages))
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return stages.stream().filter(stage -> names.contains(stage.name())).toList();
  }

  /** Those that pass requests on one by one, from what producers send to what is measured. */
  public static List<Stage> perRequest(List<Stage> stages) {
    return stages.stream().filter(stage -> stage.topics().passedOn() != null).toList();
  }
}
