package dev.plumbline.stage.score;

import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.StageApplication;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Sidecar;
import dev.plumbline.stage.Stage;
import dev.plumbline.stage.StageTopics;
import dev.plumbline.stage.score.counterfactual.CounterfactualTopology;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.release.ReleasedModels;
import dev.plumbline.stage.score.release.VersionLoader;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the model. Where a policy lists words to swap, a second application asks the same model
 * again about texts that hold them. Beside them the released version of a model is followed.
 */
public final class ScoreStage implements Stage {

  /** So long a start waits for a broker that does not answer. */
  private static final Map<String, String> READER =
      Map.of("allow.auto.create.topics", "false", "default.api.timeout.ms", "20000");

  /** What was opened, for what follows the releases. */
  private record Opened(ReleasedModels models, ModelWorkers workers) {}

  private volatile @Nullable Opened opened;

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
    VersionLoader loader = loader(service.streams().stateDirectory(), service.clock());
    afterwards.accept(loader::close);
    ReleasedModels models = new ReleasedModels(loader, registry);
    if (policies.all().stream().anyMatch(ReleasedModels::isScoredHere)) {
      models.read(new TopicReader(service.streams().withDefaults(READER)));
    }
    ModelWorkers workers = ModelWorkers.open(policies, models::begin, registry);
    afterwards.accept(workers::close);
    opened = new Opened(models, workers);
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
   * Loads versions as this stage does.
   *
   * @param state directory of the process
   */
  public static VersionLoader loader(Path state, InstantSource clock) {
    return new VersionLoader(ModelWorkers::load, state.resolve("models"), clock);
  }

  @Override
  public List<Sidecar> sidecars() {
    return List.of(this::follow);
  }

  private List<BackgroundTask> follow(
      Policies policies, StreamsSettings streams, MeterRegistry registry) {
    Opened stage = opened;
    return stage == null
        ? List.of()
        : stage
            .models()
            .follow(
                policies,
                stage.workers(),
                new FollowerContext(streams, registry, Clock.systemUTC()));
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
