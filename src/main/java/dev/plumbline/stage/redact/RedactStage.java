package dev.plumbline.stage.redact;

import dev.plumbline.kafka.streams.StageApplication;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Stage;
import dev.plumbline.stage.StageTopics;
import dev.plumbline.stage.redact.ner.EntityTaggers;
import dev.plumbline.stage.redact.outcome.OutcomeProcessor;
import dev.plumbline.stage.redact.request.RedactSettings;
import java.util.List;
import java.util.function.Consumer;

/** Takes personal data out of raw requests and out of the outcomes that producers write. */
public record RedactStage(RedactSettings settings) implements Stage {

  @Override
  public String name() {
    return RedactTopology.STAGE;
  }

  @Override
  public StageTopics topics() {
    return StageTopics.reading(Topics.INFERENCE_REQUESTS, Topics.OUTCOMES)
        .passingOnTo(Topics.REDACTED_REQUESTS);
  }

  @Override
  public List<StageApplication> open(ServiceContext service, Consumer<Runnable> afterwards) {
    EntityTaggers taggers = EntityTaggers.open(service.policies());
    afterwards.accept(taggers::close);
    RedactTopology topology =
        new RedactTopology(
            service.policies(), settings, taggers, service.registry(), service.clock());
    return List.of(new StageApplication(name(), topology.build()));
  }

  @Override
  public double handled(Policies policies, StageCounts counts) {
    return counts.handled(name()) + counts.total(OutcomeProcessor.COUNTER);
  }
}
