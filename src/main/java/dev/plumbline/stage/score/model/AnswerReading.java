package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.model.Sigmoid;
import dev.plumbline.policy.AnswerPolicy;
import dev.plumbline.policy.PredictionTask;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * From a row of a model's numbers to a prediction, as the model's task wants it.
 *
 * <ul>
 *   <li>single: the most likely label and its probability
 *   <li>multi: the most likely label if its probability reaches the threshold, else the label that
 *       stands for none, whose probability is 1 less that of the most likely
 *   <li>regression: the number, and the label of the side of the threshold on which it lies; no
 *       probabilities
 * </ul>
 *
 * @param labels by the index of their number
 * @param task never null
 */
record AnswerReading(
    List<String> labels, PredictionTask task, AnswerPolicy answer, String modelVersion) {

  private static final int TOP = 5;

  /**
   * @throws ModelException when the labels do not suit the task
   */
  static AnswerReading create(ModelFolder folder, AnswerPolicy answer) {
    PredictionTask task = Objects.requireNonNull(answer.or(folder.task()).task());
    if (task == PredictionTask.SINGLE && folder.labels().size() < 2) {
      throw new ModelException(
          "%s: id2label needs two labels at least; with one label set scoring.task to multi or regression"
              .formatted(folder.path().resolve(ModelFolder.CONFIG)));
    }
    if (task == PredictionTask.REGRESSION && folder.labels().size() != 1) {
      throw new ModelException(
          "%s: id2label has %d labels, but a regression gives one number: correct problem_type there, or scoring.task"
              .formatted(folder.path().resolve(ModelFolder.CONFIG), folder.labels().size()));
    }
    if (task == PredictionTask.SINGLE && !Double.isNaN(answer.threshold())) {
      throw new ModelException(
          folder.path().resolve(ModelFolder.CONFIG)
              + ": texts have one label each, and the most likely wins: leave out scoring.threshold");
    }
    return new AnswerReading(folder.labels(), task, answer, folder.version());
  }

  /**
   * @throws ArithmeticException when one is not a number
   */
  Prediction read(float[] row, TopLabels.Tokens tokens) {
    return switch (task) {
      case SINGLE -> TopLabels.predict(row, labels, modelVersion, tokens);
      case MULTI -> several(Sigmoid.of(row), tokens);
      case REGRESSION -> number(row[0], tokens);
    };
  }

  private Prediction several(double[] probabilities, TopLabels.Tokens tokens) {
    List<Integer> order =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]))
            .toList();
    int best = order.get(0);
    double least = Double.isNaN(answer.threshold()) ? AnswerPolicy.EVEN : answer.threshold();
    Map<String, Double> top = new LinkedHashMap<>();
    order.stream().limit(TOP).forEach(i -> top.put(labels.get(i), probabilities[i]));
    String none = answer.below();
    top.putIfAbsent(none, 1 - probabilities[best]);
    String label = probabilities[best] >= least ? labels.get(best) : none;
    return prediction(label, Objects.requireNonNull(top.get(label)), top, tokens);
  }

  private Prediction number(float value, TopLabels.Tokens tokens) {
    if (!Float.isFinite(value)) {
      throw new ArithmeticException("the model gave a value that is not a number");
    }
    String label =
        Double.isNaN(answer.threshold())
            ? labels.get(0)
            : value >= answer.threshold() ? answer.above() : answer.below();
    return prediction(label, value, Map.of(), tokens);
  }

  private Prediction prediction(
      String label, double score, Map<String, Double> scores, TopLabels.Tokens tokens) {
    return new Prediction(
        label,
        score,
        scores,
        modelVersion,
        Prediction.Source.MODEL,
        tokens.truncated(),
        tokens.unknownRate());
  }
}
