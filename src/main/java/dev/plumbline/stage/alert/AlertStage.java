package dev.plumbline.stage.alert;

import dev.plumbline.kafka.streams.StageApplication;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Sidecar;
import dev.plumbline.stage.Stage;
import dev.plumbline.stage.StageTopics;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns panes and windows into alerts.
 *
 * @param sidecars what delivers the alerts
 */
public record AlertStage(List<Sidecar> sidecars) implements Stage {
  public AlertStage {
    sidecars = List.copyOf(sidecars);
  }

  @Override
  public String name() {
    return AlertTopology.STAGE;
  }

  @Override
  public StageTopics topics() {
    return StageTopics.reading(Topics.PANE_COUNTS, Topics.WINDOW_MEASURES);
  }

  @Override
  public List<StageApplication> open(ServiceContext service, Consumer<Runnable> afterwards) {
    AlertTopology topology = new AlertTopology(service.policies(), service.registry());
    return List.of(new StageApplication(name(), topology.build()));
  }

  @Override
  public double handled(Policies policies, StageCounts counts) {
    return counts.in(name());
  }

  /**
   * No: a replay takes the stage's step by itself ({@link RecordedWatch}), model by model and in
   * order of event time. As a stage it would read the panes and windows of several models of a
   * partition, each of which begins anew in time.
   */
  @Override
  public boolean replayed(Policies policies) {
    return false;
  }
}
