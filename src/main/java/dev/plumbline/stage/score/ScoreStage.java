package dev.plumbline.stage.score;

import dev.plumbline.kafka.streams.StageApplication;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Stage;
import dev.plumbline.stage.StageTopics;
import dev.plumbline.stage.score.counterfactual.CounterfactualTopology;
import dev.plumbline.stage.score.model.ModelWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks the model. Where a policy lists words to swap, a second application asks the same model
 * again about texts that hold them.
 */
public record ScoreStage() implements Stage {

  @Override
  public String name() {
    return ScoreTopology.STAGE;
  }

  @Override
  public StageTopics topics() {
    return StageTopics.reading(Topics.REDACTED_REQUESTS).passingOnTo(Topics.SCORED_REQUESTS);
  }

  @Override
  public List<StageApplication> open(ServiceContext service, Consumer<Runnable> afterwards) {
    Policies policies = service.policies();
    MeterRegistry registry = service.registry();
    ModelWorkers workers = ModelWorkers.open(policies, registry);
    afterwards.accept(workers::close);
    List<StageApplication> applications = new ArrayList<>();
    applications.add(
        new StageApplication(name(), new ScoreTopology(policies, workers, registry).build()));
    if (CounterfactualTopology.isWanted(policies)) {
      applications.add(
          new StageApplication(
              CounterfactualTopology.NAME,
              new CounterfactualTopology(policies, workers, registry).build()));
    }
    return applications;
  }

  /**
   * A scored request is done with when the second application, where there is one, has asked again
   * or passed it over.
   */
  @Override
  public double handled(Policies policies, StageCounts counts) {
    double scored =
        CounterfactualTopology.isWanted(policies)
            ? counts.handled(CounterfactualTopology.NAME)
            : counts.out(name());
    return scored + counts.deadLettered(name()) + counts.withheld(name());
  }
}
