package dev.plumbline.stage.score.release;

import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.client.RecordListener;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.ShadowPolicy;
import dev.plumbline.stage.score.model.Challenger;
import dev.plumbline.stage.score.model.Challengers;
import dev.plumbline.stage.score.model.ModelWorker;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.model.TextScorer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the candidate of a job score beside the model that serves for as long as the job is on
 * trial.
 */
final class TrialListener implements RecordListener<RetrainingJob> {

  private static final Logger LOG = LoggerFactory.getLogger(TrialListener.class);

  private final Policies policies;
  private final ModelWorkers workers;
  private final VersionLoader loader;
  private final MeterRegistry registry;
  private final Map<String, RetrainingJob> onTrial = new HashMap<>();
  private final PendingByModel<RetrainingJob> pending = new PendingByModel<>();

  TrialListener(
      Policies policies, ModelWorkers workers, VersionLoader loader, MeterRegistry registry) {
    this.policies = policies;
    this.workers = workers;
    this.loader = loader;
    this.registry = registry;
  }

  @Override
  public void offer(RetrainingJob job, int partition, long offset) {
    RetrainingJob known = onTrial.get(job.model());
    if (job.state() == RetrainingJob.State.SHADOWING) {
      onTrial.put(job.model(), job);
    } else if (known != null && known.jobId().equals(job.jobId())) {
      onTrial.remove(job.model());
    } else {
      return; // another job's state
    }
    pending.put(job.model(), job);
  }

  @Override
  public boolean work(BooleanSupplier readToTheEnd) {
    pending.work(readToTheEnd, (model, job) -> isDone(model));
    return false;
  }

  private boolean isDone(String model) {
    RetrainingJob job = onTrial.get(model);
    Policy policy = policies.find(model);
    ModelWorker worker = workers.find(model);
    Challengers challengers = workers.challengers();
    ShadowPolicy shadow = policy == null ? null : policy.retraining().release().shadow();
    if (job == null || policy == null || worker == null || shadow == null) {
      challengers.end(model);
      return true;
    }
    Challenger.Trial before = challengers.trial(model);
    if (before != null && before.job().equals(job.jobId())) {
      return true;
    }
    challengers.end(model);
    return begin(policy, job, new Challenger.Trial(model, job.jobId(), shadow.share()), worker);
  }

  private boolean begin(
      Policy policy, RetrainingJob job, Challenger.Trial trial, ModelWorker worker) {
    String candidate = job.result().candidate();
    String version = job.result().modelVersion();
    if (candidate == null || version == null) {
      LOG.warn("a job on trial names no candidate, model={}, job={}", job.model(), job.jobId());
      return true;
    }
    try {
      TextScorer scorer =
          loader.load(
              policy,
              new EarlierRelease(version, candidate, job.result().sha256()),
              worker.labels());
      Challenger.Batches batches =
          new Challenger.Batches(policy.scoring().batchSize(), policy.scoring().linger());
      workers.challengers().begin(new Challenger(trial, scorer, batches, registry));
      LOG.info(
          "a candidate is on trial, model={}, version={}, job={}, share={}",
          job.model(),
          version,
          job.jobId(),
          trial.share());
      return true;
    } catch (RefusedVersionException e) {
      registry
          .counter(
              "plumbline.shadow.refused",
              "model",
              job.model(),
              "reason",
              e.reason().name().toLowerCase(Locale.ROOT))
          .increment();
      LOG.error(
          "a candidate cannot be tried, model={}, version={}, job={}, reason={}, problem={}",
          job.model(),
          version,
          job.jobId(),
          e.reason(),
          e.getMessage());
      return e.reason() != RefusedVersionException.Reason.UNREACHABLE;
    }
  }
}
