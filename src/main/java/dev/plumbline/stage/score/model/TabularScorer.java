package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import dev.plumbline.model.ModelChecksums;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.tabular.FeatureException;
import dev.plumbline.model.tabular.OnnxModel;
import dev.plumbline.model.tabular.TabularAnswer;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.policy.scoring.AnswerPolicy;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model of features. It answers at once, on the caller's thread. Safe for several threads. */
public final class TabularScorer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TabularScorer.class);

  private static final int TOP = 5;

  private final OnnxModel model;
  private final AnswerPolicy answer;

  private TabularScorer(OnnxModel model, AnswerPolicy answer) {
    this.model = model;
    this.answer = answer;
  }

  /**
   * Loads the file and scores one row.
   *
   * @throws ModelException naming the file, and what it and the policy disagree in
   */
  public static TabularScorer load(ScoringPolicy scoring) {
    Path path = Objects.requireNonNull(scoring.path(), "scoring.path");
    ModelChecksums.check(path, scoring.sha256());
    OnnxModel model = OnnxModel.load(path, scoring.tabular());
    if (model.isNumber() != scoring.answer().givesNumbers()) {
      model.close();
      throw new ModelException(
          path
              + (model.isNumber()
                  ? " gives one number: set scoring.task to regression and scoring.threshold; or scoring.labels to two, if it is the second one's probability"
                  : " gives classes, not one number: leave out scoring.task"));
    }
    LOG.info("model loaded, path={}, version={}", path, model.version());
    return new TabularScorer(model, scoring.answer());
  }

  /**
   * @param features of a request, by name
   * @throws FeatureException when the request cannot be shown to the model
   * @throws ModelException when the model fails
   */
  public Prediction score(Map<String, Object> features) {
    TabularAnswer given = model.score(features);
    if (given.label() == null) {
      double number = given.number();
      if (!Double.isFinite(number)) {
        throw new ModelException("the model gave a value that is not a number");
      }
      String label =
          number >= answer.thresholdOr(AnswerPolicy.EVEN) ? answer.above() : answer.below();
      return prediction(label, number, Map.of());
    }
    Map<String, Double> top = new LinkedHashMap<>();
    given.probabilities().entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(TOP)
        .forEach(each -> top.put(each.getKey(), each.getValue()));
    Double score = given.probabilities().get(given.label());
    if (score != null && !Double.isFinite(score)) {
      throw new ModelException("the model gave a probability that is not a number");
    }
    return prediction(given.label(), score, top);
  }

  private Prediction prediction(String label, @Nullable Double score, Map<String, Double> scores) {
    return new Prediction(label, score, scores, model.version(), Prediction.Source.MODEL, false);
  }

  @Override
  public void close() {
    model.close();
  }
}
