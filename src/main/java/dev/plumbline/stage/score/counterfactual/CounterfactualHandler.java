package dev.plumbline.stage.score.counterfactual;

import dev.plumbline.event.Inference;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.Prediction;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.score.counterfactual.CounterfactualPlan.Swapped;
import dev.plumbline.stage.score.model.ModelWorker;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.model.ScoringTask;
import dev.plumbline.stage.score.record.Handling;
import dev.plumbline.stage.score.record.RecordAnswer;
import dev.plumbline.stage.score.record.RecordHandler;
import dev.plumbline.stage.score.record.RequestReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Asks the model again for a sample of what it scored, with other group words. A record that cannot
 * be read is passed over: the stages it was written for tell of it. {@code plumbline.probes} counts
 * by model, attribute and result: {@code flipped}, {@code kept}, {@code failed}, {@code
 * other_version}.
 */
final class CounterfactualHandler implements RecordHandler {

  private static final String UNKNOWN = "unknown";

  /** One attribute's variants of one text, asked. */
  private record Probe(String attribute, List<CompletableFuture<Prediction>> answers) {}

  private final Policies policies;
  private final ModelWorkers workers;
  private final MeterRegistry registry;
  private final Map<String, CounterfactualPlan> counterfactuals = new HashMap<>();

  CounterfactualHandler(Policies policies, ModelWorkers workers, MeterRegistry registry) {
    this.policies = policies;
    this.workers = workers;
    this.registry = registry;
    policies.all().forEach(p -> counterfactuals.put(p.model(), new CounterfactualPlan(p)));
  }

  @Override
  public Handling begin(byte[] json) {
    Inference inference;
    try {
      inference = RequestReader.read(json);
    } catch (RequestReader.Unreadable e) {
      return nothing(UNKNOWN);
    }
    Policy policy = policies.find(inference.model());
    CounterfactualPlan of = counterfactuals.get(inference.model());
    ModelWorker worker = workers.find(inference.model());
    if (policy == null || of == null) {
      return nothing(UNKNOWN);
    }
    List<Swapped> swapped = worker == null ? List.of() : of.swapsFor(inference);
    return worker == null || swapped.isEmpty()
        ? nothing(policy.model())
        : ask(inference, of, swapped, worker);
  }

  @Override
  public void check() {
    workers.check();
  }

  private static Handling nothing(String model) {
    return new Handling.Now(model, new RecordAnswer.Probed(List.of()));
  }

  private Handling ask(
      Inference inference, CounterfactualPlan of, List<Swapped> swapped, ModelWorker worker) {
    List<Probe> probes = new ArrayList<>();
    for (Swapped each : swapped) {
      probes.add(
          new Probe(each.attribute(), each.texts().stream().map(worker::submitBehind).toList()));
    }
    List<CompletableFuture<Prediction>> work =
        probes.stream().flatMap(probe -> probe.answers().stream()).toList();
    CompletableFuture<RecordAnswer> answer =
        CompletableFuture.allOf(work.toArray(CompletableFuture[]::new))
            .handle((done, failure) -> settle(inference, of, probes));
    return new Handling.Later(inference.model(), work, answer);
  }

  /** Called when every answer is there, or failed. */
  private RecordAnswer settle(Inference inference, CounterfactualPlan of, List<Probe> probes) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Probe probe : probes) {
      List<Prediction> variants = answered(probe);
      if (variants.isEmpty()) {
        count(inference, probe, "failed");
      } else if (!CounterfactualPlan.comparable(inference, variants)) {
        count(inference, probe, "other_version");
      } else {
        Outcome outcome = of.compare(inference, probe.attribute(), variants);
        count(inference, probe, Boolean.TRUE.equals(outcome.flipped()) ? "flipped" : "kept");
        outcomes.add(outcome);
      }
    }
    return new RecordAnswer.Probed(outcomes);
  }

  /** All of them, or none when the model failed on one. */
  private static List<Prediction> answered(Probe probe) {
    List<Prediction> variants = new ArrayList<>();
    for (CompletableFuture<Prediction> answer : probe.answers()) {
      try {
        variants.add(answer.join());
      } catch (CompletionException e) {
        if (!ScoringTask.isOfTheText(e.getCause())) {
          throw e;
        }
        return List.of();
      }
    }
    return variants;
  }

  private void count(Inference inference, Probe probe, String result) {
    registry
        .counter(
            "plumbline.probes",
            "model",
            inference.model(),
            "attribute",
            probe.attribute(),
            "result",
            result)
        .increment();
  }
}
