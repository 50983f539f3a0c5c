package dev.plumbline.stage.retrain;

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
 * Gathers labelled records and opens retraining jobs.
 *
 * @param sidecars what carries the jobs out
 * @param live whether time passes as it does for people; not in a replay
 */
public record RetrainStage(List<Sidecar> sidecars, boolean live) implements Stage {
  public RetrainStage {
    sidecars = List.copyOf(sidecars);
  }

  @Override
  public String name() {
    return RetrainTopology.STAGE;
  }

  @Override
  public StageTopics topics() {
    return StageTopics.reading(Topics.SCORED_REQUESTS, Topics.REDACTED_OUTCOMES);
  }

  @Override
  public List<StageApplication> open(ServiceContext service, Consumer<Runnable> afterwards) {
    service.partitions(Topics.SCORED_REQUESTS, Topics.REDACTED_OUTCOMES);
    RetrainTopology topology = new RetrainTopology(service.policies(), service.registry(), live);
    return List.of(new StageApplication(name(), topology.build()));
  }

  @Override
  public double handled(Policies policies, StageCounts counts) {
    return counts.in(name()) + counts.total("plumbline.training.outcomes");
  }

  /** Without a policy that opens jobs nobody asks for the labelled records. */
  @Override
  public boolean replayed(Policies policies) {
    return policies.all().stream().anyMatch(policy -> policy.retraining().isWanted());
  }
}
