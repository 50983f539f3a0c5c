package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.JobResult;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.launch.JobFolder;
import dev.plumbline.stage.retrain.launch.TrainerLauncher;
import dev.plumbline.stage.retrain.launch.TrainingFailedException;
import dev.plumbline.stage.retrain.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one job from requested to its end: collects the examples, launches the trainer, says how
 * it went. A job always ends; a trainer that fails is a job that failed, never a stage that stops.
 * Every job has a folder of its own, so one that is run again after a crash overwrites what it had
 * left.
 */
public final class JobRunner implements JobQueue.Work {

  /** Writes a model's examples to a file, one JSON a line. */
  public interface Export {
    void write(String model, Path file) throws IOException;
  }

  /**
   * What goes into a job, and what comes out.
   *
   * @param folder where every job has a folder of its own
   * @param store takes the candidates that passed the gate
   */
  public record JobData(Export export, Path folder, CandidateStore store) {}

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final Policies policies;
  private final TrainerLauncher launcher;
  private final Export export;
  private final CandidateStore store;
  private final Path folder;
  private final InstantSource clock;

  /** Candidates stay in the folders of their jobs. */
  public JobRunner(
      Policies policies,
      TrainerLauncher launcher,
      Export export,
      Path folder,
      InstantSource clock) {
    this(policies, launcher, new JobData(export, folder, CandidateStore.LEFT_IN_FOLDER), clock);
  }

  public JobRunner(Policies policies, TrainerLauncher launcher, JobData data, InstantSource clock) {
    this.policies = policies;
    this.launcher = launcher;
    this.export = data.export();
    this.folder = data.folder();
    this.store = data.store();
    this.clock = clock;
  }

  @Override
  public void run(RetrainingJob asked, Consumer<RetrainingJob> states) throws InterruptedException {
    Policy policy = policies.find(asked.model());
    if (isGivenUp(policy, asked)) {
      states.accept(
          simply(asked, State.FAILED, "cut short by crashes, attempt " + asked.attempt()));
      return;
    }
    RetrainingJob job = asked;
    if (!isWaitedFor(asked, policy)) {
      job =
          asked.starts(clock.instant(), policy == null ? asked.policyVersion() : policy.version());
      states.accept(job);
    }
    LOG.info(
        "retraining started, job={}, model={}, cause={}, attempt={}",
        job.jobId(),
        job.model(),
        job.cause(),
        job.attempt());
    RetrainingJob ended;
    try {
      ended = train(job);
    } catch (TrainingFailedException e) {
      ended = simply(job, State.FAILED, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      // Its message may quote an example.
      LOG.warn("retraining failed, job={}, error={}", job.jobId(), e.getClass().getName());
      ended =
          simply(
              job, State.FAILED, "the trainer could not be run: " + e.getClass().getSimpleName());
    }
    LOG.info(
        "retraining ended, job={}, model={}, state={}, reason={}",
        job.jobId(),
        job.model(),
        ended.state(),
        ended.result().reason());
    states.accept(ended);
  }

  /** An earlier process started its trainer, which has gone on without that process. */
  private boolean isWaitedFor(RetrainingJob job, @Nullable Policy policy) {
    return job.state() == State.RUNNING && policy != null && launcher.outlives(policy);
  }

  /** A job that takes its process with it must not do so for ever. */
  private boolean isGivenUp(@Nullable Policy policy, RetrainingJob job) {
    return job.state() == State.RUNNING
        && policy != null
        && !isWaitedFor(job, policy)
        && job.attempt() >= policy.retraining().demand().attempts();
  }

  private RetrainingJob train(RetrainingJob job)
      throws IOException, InterruptedException, TrainingFailedException {
    Policy policy = policies.find(job.model());
    if (policy == null) {
      throw new TrainingFailedException("no policy for model " + job.model());
    }
    JobFolder mine = JobFolder.in(folder, job.jobId(), file -> export.write(job.model(), file));
    TrainingResult result = launcher.train(job, policy, mine);
    JobResult figures =
        new JobResult(
            mine.candidate().toString(),
            null,
            null,
            result.before(),
            result.after(),
            result.reason());
    return result.accepted()
        ? job.becomes(State.CANDIDATE, clock.instant(), kept(policy, mine.candidate(), figures))
        : job.becomes(State.REJECTED, clock.instant(), figures);
  }

  private JobResult kept(Policy policy, Path candidate, JobResult figures) throws IOException {
    EarlierRelease kept = store.keep(policy, candidate);
    return new JobResult(
        kept.path(),
        kept.modelVersion(),
        kept.sha256(),
        figures.before(),
        figures.after(),
        figures.reason());
  }

  private RetrainingJob simply(RetrainingJob job, State state, @Nullable String reason) {
    return job.becomes(state, clock.instant(), JobResult.because(reason));
  }
}
