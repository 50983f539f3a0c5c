package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model with a bias that is known: the favourable label's probability is 0.6, and 0.25 less for
 * each whole word "she"; it fails on texts with "boom".
 */
public final class GenderScorer implements TextScorer {

  public final List<String> texts = Collections.synchronizedList(new ArrayList<>());
  private final String version;

  public GenderScorer(String version) {
    this.version = version;
  }

  public static Prediction predict(String text, String version) {
    double good = 0.6;
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
      good -= word.equals("she") ? 0.25 : 0;
    }
    return new Prediction(
        good >= 0.5 ? "good" : "bad",
        Math.max(good, 1 - good),
        Map.of("good", good, "bad", 1 - good),
        version,
        Prediction.Source.MODEL,
        false);
  }

  @Override
  public List<Prediction> score(List<String> batch) {
    texts.addAll(batch);
    if (batch.stream().anyMatch(text -> text.contains("boom") && text.contains("she"))) {
      throw new UnsupportedOperationException("cannot score");
    }
    return batch.stream().map(text -> predict(text, version)).toList();
  }

  @Override
  public String modelVersion() {
    return version;
  }

  @Override
  public List<String> labels() {
    return List.of("good", "bad");
  }

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public void close() {}
}
