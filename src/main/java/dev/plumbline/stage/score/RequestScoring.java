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
import dev.plumbline.stage.score.record.PlainRequest;
import dev.plumbline.stage.score.record.PlainRequestReader;
import dev.plumbline.stage.score.record.RecordAnswer;
import dev.plumbline.stage.score.record.RecordHandler;
import dev.plumbline.stage.score.record.RequestReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Decides how a request is answered; asks the model when its policy says so. */
final class RequestScoring implements RecordHandler {

  private static final String UNKNOWN = "unknown";

  private final Policies policies;
  private final ModelWorkers workers;
  private final EthicsIndicators indicators;
  private final PlainRequestReader plain;

  RequestScoring(Policies policies, ModelWorkers workers, MeterRegistry registry) {
    this.policies = policies;
    this.workers = workers;
    this.indicators = new EthicsIndicators(new RecordFeatures(registry));
    this.plain = new PlainRequestReader(providedBy(policies));
  }

  private static Map<String, Set<String>> providedBy(Policies policies) {
    Map<String, Set<String>> features = new HashMap<>();
    for (Policy policy : policies.all()) {
      if (policy.scoring().source() == ScoringPolicy.Source.PROVIDED) {
        features.put(policy.model(), EthicsIndicators.features(policy));
      }
    }
    return features;
  }

  @Override
  public Handling begin(byte[] json) {
    PlainRequest request = plain.read(json);
    return request == null ? beginOther(json) : pass(request);
  }

  private Handling pass(PlainRequest request) {
    String model = request.facts().model();
    Policy policy = Objects.requireNonNull(policies.find(model));
    Map<String, Double> ethics = indicators.measure(request.facts(), request.prediction(), policy);
    return new Handling.Now(
        model, new RecordAnswer.PassedOn(request.requestId(), request.scored(ethics)));
  }

  private Handling beginOther(byte[] json) {
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
            PlainRequest.version(given.modelVersion()),
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
