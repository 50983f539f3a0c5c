package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.RetrainingJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does one piece of work on jobs at a time. Used by one other thread, which asks what
 * has come of it.
 */
final class JobLane {

  private static final Logger LOG = LoggerFactory.getLogger(JobLane.class);

  /** After work that failed, for example because the broker was away. */
  private static final long PAUSE = Duration.ofSeconds(2).toNanos();

  private static final long CLOSE_SECONDS = 20;

  private final JobQueue.Work work;
  private final Consumer<RetrainingJob> writer;
  private final ExecutorService worker;
  private @Nullable Future<List<RetrainingJob>> running;
  private long pausedAt = System.nanoTime() - PAUSE;

  /**
   * @param writer makes sure of every state before it returns
   */
  JobLane(String name, JobQueue.Work work, Consumer<RetrainingJob> writer) {
    this.work = work;
    this.writer = writer;
    this.worker = Executors.newSingleThreadExecutor(task -> new Thread(task, name));
  }

  boolean isFree() {
    return running == null && System.nanoTime() - pausedAt >= PAUSE;
  }

  void start(RetrainingJob job) {
    running =
        worker.submit(
            () -> {
              List<RetrainingJob> said = new ArrayList<>();
              work.run(
                  job,
                  state -> {
                    writer.accept(state);
                    said.add(state);
                  });
              return said;
            });
  }

  /**
   * The states that a piece of work which has just ended has written; empty while it goes on and
   * when it failed, in which case it is done again after a pause.
   */
  List<RetrainingJob> finished(boolean closing) throws InterruptedException {
    Future<List<RetrainingJob>> done =
        Optional.ofNullable(running).orElse(CompletableFuture.completedFuture(List.of()));
    if (!done.isDone()) {
      return List.of();
    }
    running = null;
    try {
      return done.get();
    } catch (ExecutionException e) {
      pausedAt = System.nanoTime();
      if (closing) {
        LOG.info("a retraining job was cut short and will be taken up again");
      } else {
        LOG.error("a retraining job was cut short and will be taken up again", e.getCause());
      }
      return List.of();
    }
  }

  void close() throws InterruptedException {
    worker.shutdownNow(); // what is cut short is done again
    if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("a retraining job did not stop in time");
    }
  }
}
