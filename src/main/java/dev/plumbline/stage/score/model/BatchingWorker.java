package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model's worker: a bounded queue before a small pool of threads, each scoring whole batches
 * with one intra-op thread. Two such threads scale twofold and have no barriers; one forward pass
 * spread over two busy cores was up to ten times slower than on one.
 */
public final class BatchingWorker implements ModelWorker {

  private static final Logger LOG = LoggerFactory.getLogger(BatchingWorker.class);

  /** Several batches are sorted by length together when so much waits. */
  private static final int WINDOW_BATCHES = 4;

  private static final int QUEUE_BATCHES = 64;

  /** For one batch; below Kafka's default {@code max.poll.interval.ms} of five minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String model;
  private final SwappableScorer scorer;
  private final ScoringQueue queue;
  private final BatchScoring scoring;
  private final List<Thread> threads;
  private final Duration patience;
  private volatile boolean closed;

  /**
   * Starts its threads; closes {@code scorer} when closed itself.
   *
   * @param linger longest wait for a batch to fill
   */
  public BatchingWorker(
      String model,
      TextScorer scorer,
      int batchSize,
      Duration linger,
      int threads,
      MeterRegistry registry) {
    this(model, scorer, batchSize, linger, threads, PATIENCE, registry);
  }

  BatchingWorker(
      String model,
      TextScorer scorer,
      int batchSize,
      Duration linger,
      int threads,
      Duration patience,
      MeterRegistry registry) {
    this.model = model;
    this.patience = patience;
    this.scorer = new SwappableScorer(scorer);
    this.queue =
        new ScoringQueue(batchSize * QUEUE_BATCHES, batchSize, batchSize * WINDOW_BATCHES, linger);
    this.scoring = new BatchScoring(model, this.scorer, batchSize, registry);
    this.threads = IntStream.range(0, threads).mapToObj(this::thread).toList();
    this.threads.forEach(Thread::start);
  }

  /** A predictor for every core but one, which the stream thread needs. */
  public static int defaultThreads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }

  @Override
  public void swap(TextScorer next) {
    scorer.swap(next);
    LOG.info("model swapped, model={}, version={}", model, next.modelVersion());
  }

  @Override
  public String modelVersion() {
    return scorer.modelVersion();
  }

  @Override
  public List<String> labels() {
    return scorer.labels();
  }

  @Override
  public CompletableFuture<Prediction> submit(String text) {
    return enter(text, queue::offer);
  }

  @Override
  public CompletableFuture<Prediction> submitBehind(String text) {
    return enter(text, queue::offerBehind);
  }

  private interface Entrance {
    boolean offer(ScoringTask work, Duration patience) throws InterruptedException;
  }

  private CompletableFuture<Prediction> enter(String text, Entrance entrance) {
    ScoringTask work = new ScoringTask(text);
    check();
    try {
      if (closed || !entrance.offer(work, patience)) {
        throw new IllegalStateException(
            "worker of model " + model + (closed ? " is closed" : " takes no more work"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for model " + model, e);
    }
    return work.answer();
  }

  @Override
  public void check() {
    if (scoring.busyFor().compareTo(patience) > 0) {
      throw new IllegalStateException(
          "model " + model + " has been at one batch for more than " + patience);
    }
  }

  /** What still waits is cancelled: its requests are in their tasks' rings. */
  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    threads.forEach(this::await);
    queue.drain().forEach(ScoringTask::cancel);
    scorer.close();
  }

  private Thread thread(int number) {
    Thread thread = new Thread(this::loop, "score-" + model + "-" + number);
    thread.setDaemon(true);
    return thread;
  }

  private void loop() {
    List<ScoringTask> taken = new ArrayList<>();
    try {
      while (!closed) {
        taken.clear();
        queue.takeInto(taken);
        scoring.run(taken);
      }
    } catch (InterruptedException e) {
      taken.forEach(ScoringTask::cancel);
      LOG.debug("worker stops, model={}", model);
    }
  }

  private void await(Thread thread) {
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
