package dev.plumbline.cli.service;

import dev.plumbline.event.ModelRelease;
import dev.plumbline.http.TextExplainer;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.client.TopicFollower;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.score.ScoreStage;
import dev.plumbline.stage.score.explain.TextExplanation;
import dev.plumbline.stage.score.explain.WordOcclusion;
import dev.plumbline.stage.score.model.LengthSorted;
import dev.plumbline.stage.score.model.TextScorer;
import dev.plumbline.stage.score.release.RefusedVersionException;
import dev.plumbline.stage.score.release.ReleasedModels;
import dev.plumbline.stage.score.release.VersionLoader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explains with models of its own, loaded at the first request that needs them: the stage's models
 * are left to the traffic. A model is the version that scorers serve, as far as releases say.
 */
public final class ExplainingModels implements TextExplainer, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ExplainingModels.class);

  private static final int MOST_WORDS = 256;

  /** A loaded version, and the release that was the newest when it was. */
  private record Loaded(TextScorer scorer, @Nullable ModelRelease release) {}

  private final Policies policies;
  private final VersionLoader loader;
  private final Map<String, ModelRelease> releases = new ConcurrentHashMap<>();
  private final Map<String, Loaded> models = new HashMap<>();
  private @Nullable TopicFollower<ModelRelease> follower;

  /**
   * @param state directory of the process, for versions that are fetched
   */
  public ExplainingModels(Policies policies, Path state, InstantSource clock) {
    this.policies = policies;
    this.loader = ScoreStage.loader(state.resolve("explain"), clock);
  }

  /** From now on released versions explain. */
  public void follow(FollowerContext context) {
    follower =
        TopicFollower.ofWhole(
            context,
            "explain-releases",
            Topics.MODEL_RELEASES,
            (release, partition, offset) -> releases.put(release.model(), release));
  }

  @Override
  public synchronized @Nullable TextExplanation explain(String model, String text) {
    Policy policy = policies.find(model);
    if (policy == null || !ReleasedModels.isScoredHere(policy)) {
      return null;
    }
    TextScorer scorer = scorer(policy);
    int batch = policy.scoring().batchSize();
    return WordOcclusion.explain(
        text, MOST_WORDS, texts -> LengthSorted.score(scorer, texts, batch));
  }

  private TextScorer scorer(Policy policy) {
    ModelRelease newest = releases.get(policy.model());
    Loaded known = models.get(policy.model());
    if (known != null && Objects.equals(known.release(), newest)) {
      return known.scorer();
    }
    TextScorer next = loader.newest(policy, newest, Unheard.INSTANCE);
    loader.tidy(policy, Set.of(next.modelVersion()));
    models.put(policy.model(), new Loaded(next, newest));
    if (known != null) {
      known.scorer().close();
    }
    return next;
  }

  /** The score stage says the same of the same versions, in metrics and to whoever is on call. */
  private enum Unheard implements VersionLoader.Refusals {
    INSTANCE;

    @Override
    public void refused(String model, String version, RefusedVersionException why) {
      passedOver(model, why);
    }

    @Override
    public void passedOver(String model, RefusedVersionException why) {
      LOG.info(
          "a version does not explain, model={}, problem={}",
          model,
          String.valueOf(why.getMessage()));
    }
  }

  @Override
  public synchronized void close() {
    if (follower != null) {
      follower.close();
    }
    models.values().forEach(loaded -> loaded.scorer().close());
    models.clear();
    loader.close();
  }
}
