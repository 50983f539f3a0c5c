package dev.plumbline.stage.measure;

import dev.plumbline.kafka.streams.StageApplication;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Stage;
import dev.plumbline.stage.StageTopics;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Counts scored requests and outcomes into panes and windows. */
public record MeasureStage(MeasureSettings settings) implements Stage {

  @Override
  public String name() {
    return MeasureTopology.STAGE;
  }

  @Override
  public StageTopics topics() {
    return StageTopics.reading(Topics.SCORED_REQUESTS, Topics.REDACTED_OUTCOMES)
        .endingWith(Topics.WINDOW_MEASURES);
  }

  @Override
  public List<StageApplication> open(ServiceContext service, Consumer<Runnable> afterwards) {
    int partitions = service.partitions(Topics.SCORED_REQUESTS, Topics.REDACTED_OUTCOMES);
    MeasureTopology topology =
        new MeasureTopology(
            service.policies(), settings.over(partitions), service.registry(), service.clock());
    return List.of(new StageApplication(name(), topology.build()));
  }

  @Override
  public Map<String, String> properties() {
    return MeasureTopology.PROPERTIES;
  }

  @Override
  public double handled(Policies policies, StageCounts counts) {
    return counts.in(name()) + counts.total("plumbline.outcomes");
  }

  @Override
  public void endInput() {
    settings.end().reach();
  }

  @Override
  public double completed(Policies policies) {
    return settings.end().completed(policies.all().stream().map(Policy::model).toList());
  }
}
