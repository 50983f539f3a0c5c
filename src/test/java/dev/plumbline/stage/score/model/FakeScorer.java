package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Answers with the text's first word; keeps the batches it was given; fails on marked texts. */
public final class FakeScorer implements TextScorer {

  static final String BAD = "boom";

  public final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());
  public volatile boolean broken;
  volatile boolean closed;

  /** Scoring waits for it. */
  public volatile CountDownLatch gate = new CountDownLatch(0);

  private final String version;

  public FakeScorer() {
    this("v1");
  }

  public FakeScorer(String version) {
    this.version = version;
  }

  @Override
  public List<Prediction> score(List<String> texts) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    batches.add(List.copyOf(texts));
    if (broken || texts.stream().anyMatch(text -> text.contains(BAD))) {
      throw new UnsupportedOperationException("cannot score: " + texts);
    }
    return texts.stream().map(this::answer).toList();
  }

  private Prediction answer(String text) {
    String label = text.substring(0, (text + " ").indexOf(' '));
    return new Prediction(
        label, 0.75, Map.of(label, 0.75), version, Prediction.Source.MODEL, false);
  }

  @Override
  public String modelVersion() {
    return version;
  }

  @Override
  public List<String> labels() {
    return List.of("a", "b");
  }

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public void close() {
    closed = true;
  }
}
