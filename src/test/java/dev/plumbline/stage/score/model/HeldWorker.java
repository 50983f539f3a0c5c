package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Scores on the caller's thread, at once or when the test says so. */
public final class HeldWorker implements ModelWorker {

  public final List<ScoringTask> held = new ArrayList<>();
  public final List<String> behind = new ArrayList<>();
  public boolean hangs;
  private final TextScorer scorer;
  private final BatchScoring scoring;
  private final boolean inline;

  private HeldWorker(TextScorer scorer, boolean inline) {
    this.scorer = scorer;
    this.scoring = new BatchScoring("card-support", scorer, 32, new SimpleMeterRegistry());
    this.inline = inline;
  }

  public static HeldWorker holding(TextScorer scorer) {
    return new HeldWorker(scorer, false);
  }

  public static HeldWorker inline(TextScorer scorer) {
    return new HeldWorker(scorer, true);
  }

  @Override
  public CompletableFuture<Prediction> submit(String text) {
    ScoringTask work = new ScoringTask(text);
    held.add(work);
    if (inline) {
      release(0);
    }
    return work.answer();
  }

  @Override
  public CompletableFuture<Prediction> submitBehind(String text) {
    behind.add(text);
    return submit(text);
  }

  /** Scores one held text, by its place among those held. */
  public void release(int index) {
    scoring.run(List.of(held.remove(index)));
  }

  public void releaseAll() {
    scoring.run(List.copyOf(held));
    held.clear();
  }

  @Override
  public void swap(TextScorer next) {
    throw new UnsupportedOperationException("a held worker keeps its scorer");
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
  public void check() {
    if (hangs) {
      throw new IllegalStateException("model hangs");
    }
  }

  @Override
  public void close() {}
}
