package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.client.RecordListener;
import dev.plumbline.kafka.client.TopicFollower;
import dev.plumbline.kafka.client.TopicWriter;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.TaskOutage;
import dev.plumbline.kafka.topic.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs of {@code retraining-jobs} one at a time. The topic is read from its beginning as a
 * table of newest states, so a job that a crash cut short is run again and one that has ended never
 * is; no offsets are kept. Members of the group share the models among them.
 */
public final class JobQueue implements BackgroundTask {

  /** Carries one job out and says every new state; the last one has ended. */
  public interface Work {
    void run(RetrainingJob job, Consumer<RetrainingJob> states) throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);
  private static final String GROUP = "plumbline-launcher";
  private static final long CLOSE_SECONDS = 20;

  private final Work work;
  private final TopicWriter<RetrainingJob> writer;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "retraining-job"));
  private final TopicFollower<RetrainingJob> follower;

  public JobQueue(FollowerContext context, Work work) {
    this.work = work;
    this.writer = new TopicWriter<>(Topics.RETRAINING_JOBS, context.settings());
    this.follower =
        TopicFollower.inGroup(context, GROUP, Topics.RETRAINING_JOBS, true, new JobTable());
  }

  /** The future holds the job's last state. */
  private Future<RetrainingJob> start(RetrainingJob job) {
    return worker.submit(
        () -> {
          AtomicReference<RetrainingJob> last = new AtomicReference<>(job);
          work.run(
              job,
              state -> {
                write(state);
                last.set(state);
              });
          return last.get();
        });
  }

  /** Waits for the broker's word: a state that is not written would run the job again. */
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
    worker.shutdownNow(); // a job that is cut short is run again
    try {
      if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a retraining job did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    follower.close();
    writer.close();
  }

  /** Newest state by job, of the partitions that are this member's, and the job that runs. */
  private final class JobTable implements RecordListener<RetrainingJob> {

    private final Map<String, Placed> jobs = new LinkedHashMap<>();
    private @Nullable Future<RetrainingJob> running;

    private record Placed(int partition, RetrainingJob job) {}

    /**
     * An end is final: what the worker said is known here before the topic repeats what led to it.
     */
    @Override
    public void offer(RetrainingJob job, int partition, long offset) {
      jobs.merge(
          job.jobId(),
          new Placed(partition, job),
          (old, now) -> old.job().state().ended() ? old : now);
    }

    @Override
    public boolean work(BooleanSupplier readToTheEnd) throws InterruptedException {
      if (running != null && running.isDone()) {
        report(running);
        running = null;
      }
      if (running == null && !closed.get()) {
        running = next(readToTheEnd).map(JobQueue.this::start).orElse(null);
      }
      return false;
    }

    /** The oldest job that has not ended, once the whole topic has been read. */
    private Optional<RetrainingJob> next(BooleanSupplier readToTheEnd) {
      Optional<RetrainingJob> open =
          jobs.values().stream().map(Placed::job).filter(job -> !job.state().ended()).findFirst();
      return open.filter(job -> readToTheEnd.getAsBoolean());
    }

    private void report(Future<RetrainingJob> done) throws InterruptedException {
      try {
        RetrainingJob last = done.get();
        jobs.computeIfPresent(last.jobId(), (id, placed) -> new Placed(placed.partition(), last));
      } catch (ExecutionException e) {
        if (closed.get()) {
          LOG.info("a retraining job was cut short and will be run again");
        } else {
          LOG.error("a retraining job was cut short and will be run again", e.getCause());
        }
      }
    }

    /** Partitions come with all of their history and go with it. */
    @Override
    public void forget(int partition) {
      jobs.values().removeIf(placed -> placed.partition() == partition);
    }
  }
}
