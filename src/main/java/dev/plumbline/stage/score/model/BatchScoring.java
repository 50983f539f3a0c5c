package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import dev.plumbline.model.BatchFallback;
import dev.plumbline.model.ModelAnswer;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns taken work into batches of similar length (padding is a fifth of the work otherwise). A
 * text that fails alone is to blame, unless the model fails on any text.
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
      Iterator<ModelAnswer<Prediction>> answers =
          BatchFallback.ask(batch, this::predict).iterator();
      batch.forEach(work -> settle(work, answers.next()));
    } catch (Error e) {
      batch.forEach(work -> work.answer().completeExceptionally(e));
    }
  }

  private void settle(ScoringTask work, ModelAnswer<Prediction> answer) {
    if (answer instanceof ModelAnswer.Failed<Prediction> failed) {
      work.answer().completeExceptionally(blame(failed.cause()));
    } else if (answer instanceof ModelAnswer.Given<Prediction> given) {
      work.answer().complete(given.value());
    }
  }

  /** The text, unless the model fails on any text. */
  private Throwable blame(Throwable failure) {
    try {
      scorer.score(List.of(PROBE));
      return failure;
    } catch (RuntimeException e) {
      return new ModelBrokenException(e);
    }
  }

  private List<Prediction> predict(List<ScoringTask> batch) {
    List<String> texts = batch.stream().map(ScoringTask::text).toList();
    try {
      List<Prediction> predictions =
          Objects.requireNonNull(timer.record(() -> score(texts)), "scorer gave nothing");
      sizes.record(batch.size());
      return predictions;
    } catch (RuntimeException e) {
      LOG.warn("batch failed, size={}, error={}", batch.size(), e.getClass().getSimpleName());
      throw e;
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
}
