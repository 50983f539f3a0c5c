package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Many texts at once: scored in batches of similar length, answered in the order given. */
public final class LengthSorted {

  private LengthSorted() {}

  /**
   * @param texts not blank
   */
  public static List<Prediction> score(TextScorer scorer, List<String> texts, int batchSize) {
    Prediction[] answers = new Prediction[texts.size()];
    List<Integer> order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> texts.get(i).length()))
            .toList();
    for (int from = 0; from < order.size(); from += batchSize) {
      List<Integer> batch = order.subList(from, Math.min(order.size(), from + batchSize));
      List<Prediction> scored = scorer.score(batch.stream().map(texts::get).toList());
      for (int i = 0; i < batch.size(); i++) {
        answers[batch.get(i)] = scored.get(i);
      }
    }
    return Arrays.stream(answers).map(Objects::requireNonNull).toList();
  }
}
