package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.client.RecordListener;
import dev.plumbline.kafka.client.TopicFollower;
import dev.plumbline.kafka.client.TopicWriter;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.TaskOutage;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Carries the jobs of {@code retraining-jobs} on, from {@link JobStep} to step: one trains at a
 * time, and beside it one is promoted, rejected or rolled back at a time, so that no model waits an
 * hour for another's trainer to get its old version back. The topic is read from its beginning as a
 * table of what has become of every job, so a step that a crash cut short is done again and one
 * that is done never is; no offsets are kept. Members of the group share the models among them.
 */
public final class JobQueue implements BackgroundTask {

  /** Does what is next about a job, and says every new state. Done again after a crash. */
  public interface Work {
    void run(RetrainingJob job, Consumer<RetrainingJob> states) throws InterruptedException;
  }

  private static final String GROUP = "plumbline-launcher";

  private final Policies policies;
  private final TopicWriter<RetrainingJob> writer;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final JobLane trainer;
  private final JobLane releases;
  private final TopicFollower<RetrainingJob> follower;

  /**
   * @param training runs trainers
   * @param releasing does all other steps
   */
  public JobQueue(FollowerContext context, Policies policies, Work training, Work releasing) {
    this.policies = policies;
    this.writer = new TopicWriter<>(Topics.RETRAINING_JOBS, context.settings());
    this.trainer = new JobLane("retraining-job", training, this::write);
    this.releases = new JobLane("model-release", releasing, this::write);
    this.follower =
        TopicFollower.inGroup(context, GROUP, Topics.RETRAINING_JOBS, true, new JobFollower());
  }

  /** Waits for the broker's word: a state that is not written would be worked for again. */
  private void write(RetrainingJob job) {
    try {
      writer.write(job.model(), job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing job " + job.jobId(), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot write job " + job.jobId(), e);
    }
  }

  @Override
  public boolean failed() {
    return follower.failed();
  }

  @Override
  public Optional<TaskOutage> outage() {
    return follower.outage();
  }

  @Override
  public void close() {
    closed.set(true);
    try {
      trainer.close();
      releases.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    follower.close();
    writer.close();
  }

  /** Gives the workers what is next. */
  private final class JobFollower implements RecordListener<RetrainingJob> {

    private final JobTable table = new JobTable();

    @Override
    public void offer(RetrainingJob job, int partition, long offset) {
      table.offer(job, partition);
    }

    @Override
    public boolean work(BooleanSupplier readToTheEnd) throws InterruptedException {
      trainer.finished(closed.get()).forEach(table::update);
      releases.finished(closed.get()).forEach(table::update);
      start(trainer, step -> step == JobStep.TRAIN, readToTheEnd);
      start(releases, step -> step != JobStep.TRAIN && step != JobStep.WAIT, readToTheEnd);
      return false;
    }

    /** The oldest job that the worker has something to do about, once all has been read. */
    private void start(JobLane lane, Predicate<JobStep> wanted, BooleanSupplier readToTheEnd) {
      if (closed.get() || !lane.isFree()) {
        return;
      }
      table.all().stream()
          .filter(job -> wanted.test(JobStep.next(policies, job)))
          .findFirst()
          .filter(job -> readToTheEnd.getAsBoolean())
          .ifPresent(lane::start);
    }

    @Override
    public void forget(int partition) {
      table.forget(partition);
    }
  }
}
