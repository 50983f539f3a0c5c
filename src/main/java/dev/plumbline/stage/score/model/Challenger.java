package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import dev.plumbline.statistics.sketch.StableHash;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A candidate on trial: scores a share of the requests beside the model that serves, on a thread of
 * its own. Whatever becomes of it, the request has its answer: one that fails, is late or has too
 * much to do says nothing. {@code plumbline.shadow.scored} counts by model and result: {@code
 * scored}, {@code failed}, {@code late}, {@code skipped}.
 */
public final class Challenger implements AutoCloseable {

  /** A request waits for it no longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Below the length of its worker's queue, so that nobody waits for room in it. */
  private static final int BATCHES = 48;

  private final Trial trial;
  private final ModelWorker worker;
  private final int most;
  private final MeterRegistry registry;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * What is tried.
   *
   * @param job it came from; other jobs try other requests
   * @param share of the requests, in (0, 1]
   */
  public record Trial(String model, String job, double share) {

    boolean holds(String requestId) {
      return StableHash.fraction(job + "/" + requestId) < share;
    }
  }

  /** The settings of a policy's batches. */
  public record Batches(int size, Duration linger) {}

  /** Closes the scorer when closed itself. */
  public Challenger(Trial trial, TextScorer scorer, Batches batches, MeterRegistry registry) {
    this.trial = trial;
    this.registry = registry;
    this.most = BATCHES * batches.size();
    this.worker =
        new BatchingWorker(
            trial.model() + "-challenger",
            scorer,
            batches.size(),
            batches.linger(),
            1,
            new CompositeMeterRegistry()); // whose figures are not the model's
  }

  /**
   * Never waits and never throws.
   *
   * @return completes within seconds, never exceptionally; empty when it says nothing
   */
  CompletableFuture<Optional<Prediction>> ask(String requestId, String text) {
    if (!trial.holds(requestId)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (waiting.get() >= most) {
      return nothing("skipped");
    }
    waiting.incrementAndGet();
    try {
      return worker
          .submit(text)
          .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .handle(this::settle);
    } catch (IllegalStateException e) { // it hangs, or the trial has just ended
      waiting.decrementAndGet();
      return nothing("failed");
    }
  }

  private Optional<Prediction> settle(@Nullable Prediction said, @Nullable Throwable failure) {
    waiting.decrementAndGet();
    if (said == null) {
      count(failure instanceof TimeoutException ? "late" : "failed");
      return Optional.empty();
    }
    count("scored");
    return Optional.of(said);
  }

  private CompletableFuture<Optional<Prediction>> nothing(String result) {
    count(result);
    return CompletableFuture.completedFuture(Optional.empty());
  }

  private void count(String result) {
    registry
        .counter("plumbline.shadow.scored", "model", trial.model(), "result", result)
        .increment();
  }

  public Trial trial() {
    return trial;
  }

  @Override
  public void close() {
    worker.close();
  }
}
