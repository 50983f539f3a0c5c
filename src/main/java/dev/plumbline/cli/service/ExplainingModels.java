package dev.plumbline.cli.service;

import dev.plumbline.http.TextExplainer;
import dev.plumbline.model.ModelChecksums;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.stage.score.explain.TextExplanation;
import dev.plumbline.stage.score.explain.WordOcclusion;
import dev.plumbline.stage.score.model.DjlScorer;
import dev.plumbline.stage.score.model.LengthSorted;
import dev.plumbline.stage.score.model.TextScorer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Explains with models of its own, loaded from the policies' folders at the first request: the
 * stage's models are left to the traffic.
 */
public final class ExplainingModels implements TextExplainer, AutoCloseable {

  private static final int MOST_WORDS = 256;

  private final Policies policies;
  private final Map<String, TextScorer> scorers = new HashMap<>();

  public ExplainingModels(Policies policies) {
    this.policies = policies;
  }

  @Override
  public synchronized @Nullable TextExplanation explain(String model, String text) {
    Policy policy = policies.find(model);
    if (policy == null || policy.scoring().source() != ScoringPolicy.Source.MODEL) {
      return null;
    }
    TextScorer scorer = scorers.computeIfAbsent(model, unseen -> load(policy.scoring()));
    int batch = policy.scoring().batchSize();
    return WordOcclusion.explain(
        text, MOST_WORDS, texts -> LengthSorted.score(scorer, texts, batch));
  }

  private static TextScorer load(ScoringPolicy scoring) {
    Path path = Objects.requireNonNull(scoring.path(), "scoring.path");
    ModelChecksums.check(path, scoring.sha256());
    return DjlScorer.load(ModelFolder.read(path), scoring.device(), scoring.answer());
  }

  @Override
  public synchronized void close() {
    scorers.values().forEach(TextScorer::close);
    scorers.clear();
  }
}
