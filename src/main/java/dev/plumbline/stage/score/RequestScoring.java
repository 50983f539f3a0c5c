package dev.plumbline.stage.score;

import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Prediction;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.stage.score.model.ModelWorker;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.model.ScoringTask;
import dev.plumbline.stage.score.record.Handling;
import dev.plumbline.stage.score.record.RecordAnswer;
import dev.plumbline.stage.score.record.RecordHandler;
import dev.plumbline.stage.score.record.RequestReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Decides how a request is answered; asks the model when its policy says so. */
final class RequestScoring implements RecordHandler {

  private static final String UNKNOWN = "unknown";

  private final Policies policies;
  private final ModelWorkers workers;
  private final EthicsIndicators indicators;

  RequestScoring(Policies policies, ModelWorkers workers, MeterRegistry registry) {
    this.policies = policies;
    this.workers = workers;
    this.indicators = new EthicsIndicators(new RecordFeatures(registry));
  }

  @Override
  public Handling begin(byte[] json) {
    Inference inference;
    try {
      inference = RequestReader.read(json);
    } catch (RequestReader.Unreadable e) {
      return new Handling.Now(UNKNOWN, e.rejected());
    }
    Policy policy = policies.find(inference.model());
    if (policy == null) {
      return new Handling.Now(
          UNKNOWN,
          new RecordAnswer.Rejected(
              DeadLetterCause.rejected(null, "unknown_model", "no policy for the model named")));
    }
    return policy.scoring().source() == ScoringPolicy.Source.PROVIDED
        ? new Handling.Now(policy.model(), pass(inference, policy))
        : ask(inference, policy);
  }

  @Override
  public void check() {
    workers.check();
  }

  private RecordAnswer pass(Inference inference, Policy policy) {
    Prediction given = inference.prediction();
    if (given == null) {
      return new RecordAnswer.Rejected(
          DeadLetterCause.rejected(
              policy.model(),
              "prediction_missing",
              "the policy expects the producer's prediction"));
    }
    Prediction provided =
        new Prediction(
            given.label(),
            given.score(),
            given.scores(),
            given.modelVersion() == null ? "provided" : given.modelVersion(),
            Prediction.Source.PROVIDED,
            given.truncated(),
            given.unknownTokenRate());
    return scored(inference, provided, policy);
  }

  private Handling ask(Inference inference, Policy policy) {
    String text = inference.text();
    if (text == null || text.isBlank()) {
      return new Handling.Now(
          policy.model(),
          new RecordAnswer.Rejected(
              DeadLetterCause.rejected(policy.model(), "text_empty", "there is no text to score")));
    }
    ModelWorker worker = workers.find(policy.model());
    if (worker == null) {
      throw new IllegalStateException("no worker for model " + policy.model());
    }
    CompletableFuture<Prediction> work = worker.submit(text);
    CompletableFuture<RecordAnswer> answer =
        work.handle((prediction, failure) -> settle(inference, policy, prediction, failure))
            .thenCombine(workers.challengers().ask(inference, text), RequestScoring::challenged);
    return new Handling.Later(policy.model(), List.of(work), answer);
  }

  private static RecordAnswer challenged(RecordAnswer answer, Optional<Prediction> challenger) {
    return answer instanceof RecordAnswer.Scored scored && challenger.isPresent()
        ? new RecordAnswer.Scored(scored.inference().challengedBy(challenger.get()))
        : answer;
  }

  private RecordAnswer settle(
      Inference inference,
      Policy policy,
      @Nullable Prediction prediction,
      @Nullable Throwable failure) {
    if (prediction != null) {
      return scored(inference, prediction, policy);
    }
    if (!ScoringTask.isOfTheText(failure)) {
      throw new CompletionException(failure);
    }
    return new RecordAnswer.Rejected(
        DeadLetterCause.rejected(
            policy.model(), "scoring_failed", "the model failed on the text: " + name(failure)));
  }

  private RecordAnswer scored(Inference inference, Prediction prediction, Policy policy) {
    return new RecordAnswer.Scored(
        inference.scored(prediction, indicators.measure(inference, prediction, policy)));
  }

  private static String name(@Nullable Throwable failure) {
    return failure == null ? "no prediction" : failure.getClass().getSimpleName();
  }
}
