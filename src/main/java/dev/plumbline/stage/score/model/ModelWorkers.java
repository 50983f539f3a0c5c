package dev.plumbline.stage.score.model;

import dev.plumbline.model.ModelChecksums;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoringPolicy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A process's workers by model: shared by all its tasks, closed after them. */
public final class ModelWorkers implements AutoCloseable {

  private final Map<String, ModelWorker> byModel;
  private final Challengers challengers = new Challengers();

  public ModelWorkers(Map<String, ModelWorker> byModel) {
    this.byModel = Map.copyOf(byModel);
  }

  /**
   * Loads every model that {@code policies} ask to be scored here and starts its worker.
   *
   * @throws ModelException naming the model folder's file or setting that is wrong
   */
  public static ModelWorkers open(Policies policies, MeterRegistry registry) {
    return open(policies, ModelWorkers::load, registry);
  }

  /** The same with scorers from elsewhere. */
  public static ModelWorkers open(
      Policies policies, Function<Policy, TextScorer> scorers, MeterRegistry registry) {
    Map<String, ModelWorker> started = new LinkedHashMap<>();
    try {
      for (Policy policy : policies.all()) {
        if (policy.scoring().source() == ScoringPolicy.Source.MODEL) {
          started.put(policy.model(), start(policy, scorers.apply(policy), registry));
        }
      }
    } catch (RuntimeException e) {
      started.values().forEach(ModelWorker::close);
      throw e;
    }
    return new ModelWorkers(started);
  }

  public @Nullable ModelWorker find(String model) {
    return byModel.get(model);
  }

  /** The candidates on trial beside them. */
  public Challengers challengers() {
    return challengers;
  }

  /** {@link ModelWorker#check} for all. */
  public void check() {
    byModel.values().forEach(ModelWorker::check);
  }

  @Override
  public void close() {
    challengers.close();
    byModel.values().forEach(ModelWorker::close);
  }

  private static TextScorer load(Policy policy) {
    ScoringPolicy scoring = policy.scoring();
    if (scoring.path() == null) {
      throw new ModelException("policy of model " + policy.model() + " has no scoring.path");
    }
    return load(policy, Objects.requireNonNull(scoring.path()));
  }

  /**
   * Of a version of the policy's model.
   *
   * @param path the policy's own folder, whose checksums the policy may name, or another
   * @throws ModelException naming the file or setting that is wrong
   */
  public static TextScorer load(Policy policy, Path path) {
    ScoringPolicy scoring = policy.scoring();
    if (path.equals(scoring.path())) {
      ModelChecksums.check(path, scoring.sha256());
    }
    return DjlScorer.load(ModelFolder.read(path), scoring.device(), scoring.answer());
  }

  private static ModelWorker start(Policy policy, TextScorer scorer, MeterRegistry registry) {
    Gauge.builder("plumbline.score.device", () -> 1)
        .tags("model", policy.model(), "device", scorer.device())
        .description("where the model runs")
        .register(registry);
    ScoringPolicy scoring = policy.scoring();
    return new BatchingWorker(
        policy.model(),
        scorer,
        scoring.batchSize(),
        scoring.linger(),
        BatchingWorker.defaultThreads(),
        registry);
  }
}
