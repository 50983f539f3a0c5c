package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns taken work into batches of similar length (padding is a fifth of the work otherwise), and
 * keeps a text that the model cannot take from spoiling its neighbours: a failed batch is tried
 * again one by one.
 */
final class BatchScoring {

  private static final Logger LOG = LoggerFactory.getLogger(BatchScoring.class);

  static final String PROBE = "How do I get my money back?";

  private final TextScorer scorer;
  private final int batchSize;
  private final DistributionSummary sizes;
  private final Timer timer;
  private final Set<Long> running = ConcurrentHashMap.newKeySet();

  BatchScoring(String model, TextScorer scorer, int batchSize, MeterRegistry registry) {
    this.scorer = scorer;
    this.batchSize = batchSize;
    this.sizes =
        DistributionSummary.builder("plumbline.score.batch.size")
            .tag("model", model)
            .description("records in one forward pass")
            .register(registry);
    this.timer =
        Timer.builder("plumbline.score")
            .tag("model", model)
            .description("time of one forward pass")
            .register(registry);
  }

  /** Completes every piece of work, whatever happens. */
  void run(List<ScoringTask> taken) {
    List<ScoringTask> wanted =
        taken.stream()
            .filter(work -> !work.answer().isDone())
            .sorted(Comparator.comparingInt(ScoringTask::length))
            .toList();
    for (int from = 0; from < wanted.size(); from += batchSize) {
      scoreBatch(wanted.subList(from, Math.min(wanted.size(), from + batchSize)));
    }
  }

  /** How long the oldest running batch has been running; zero when none is. */
  Duration busyFor() {
    long now = System.nanoTime();
    return Duration.ofNanos(running.stream().mapToLong(since -> now - since).max().orElse(0));
  }

  private void scoreBatch(List<ScoringTask> batch) {
    try {
      answer(batch);
    } catch (RuntimeException e) {
      LOG.warn("batch failed, trying one by one, size={}, error={}", batch.size(), name(e));
      batch.forEach(this::scoreAlone);
    } catch (Error e) {
      batch.forEach(work -> work.answer().completeExceptionally(e));
    }
  }

  private void scoreAlone(ScoringTask work) {
    try {
      answer(List.of(work));
    } catch (RuntimeException e) {
      work.answer().completeExceptionally(blame(e));
    }
  }

  /** The text, unless the model fails on any text. */
  private RuntimeException blame(RuntimeException failure) {
    try {
      scorer.score(List.of(PROBE));
      return failure;
    } catch (RuntimeException e) {
      return new ModelBrokenException(e);
    }
  }

  private void answer(List<ScoringTask> batch) {
    List<String> texts = batch.stream().map(ScoringTask::text).toList();
    List<Prediction> predictions =
        Objects.requireNonNull(timer.record(() -> score(texts)), "scorer gave nothing");
    if (predictions.size() != batch.size()) {
      throw new IllegalStateException(
          predictions.size() + " predictions for " + batch.size() + " texts");
    }
    sizes.record(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer().complete(predictions.get(i));
    }
  }

  private List<Prediction> score(List<String> texts) {
    Long since = System.nanoTime();
    running.add(since);
    try {
      return scorer.score(texts);
    } finally {
      running.remove(since);
    }
  }

  private static String name(Throwable e) {
    return e.getClass().getSimpleName();
  }
}
