package dev.plumbline.stage.score.release;

import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.client.TopicFollower;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.model.TextScorer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions that a process's scorers begin with, and what follows after. A scorer begins with
 * the newest release of its model; where that is refused with the newest that was released before
 * and loads; without any with what the policy names.
 */
public final class ReleasedModels {

  private static final Logger LOG = LoggerFactory.getLogger(ReleasedModels.class);

  private final VersionLoader loader;
  private final ServingVersions versions;
  private final Map<String, ModelRelease> newest = new HashMap<>();

  public ReleasedModels(VersionLoader loader, MeterRegistry registry) {
    this.loader = loader;
    this.versions = new ServingVersions(registry);
  }

  /**
   * Reads what has been released so far. Where that cannot be read, the scorers begin with what
   * their policies name, and are swapped when it can.
   */
  public void read(TopicReader topics) {
    try {
      topics.readable(
          Topics.MODEL_RELEASES,
          ModelRelease.class,
          (model, release) -> {
            if (release == null) {
              newest.remove(model);
            } else {
              note(release);
            }
          });
    } catch (RuntimeException e) { // of the client: no broker, no topic, no right
      LOG.error("releases cannot be read, error={}", e.getClass().getSimpleName());
    }
  }

  void note(ModelRelease release) {
    newest.put(release.model(), release);
  }

  /** The scorer that a model begins with; closed by the caller. */
  public TextScorer begin(Policy policy) {
    TextScorer scorer = loader.newest(policy, newest.get(policy.model()), versions);
    versions.serves(policy.model(), scorer.modelVersion());
    return scorer;
  }

  static EarlierRelease version(ModelRelease release) {
    return new EarlierRelease(release.modelVersion(), release.path(), release.sha256());
  }

  /**
   * Follows releases, and jobs where a policy lets candidates be tried.
   *
   * @param workers whose scorers began with {@link #begin}
   */
  public List<BackgroundTask> follow(
      Policies policies, ModelWorkers workers, FollowerContext context) {
    List<BackgroundTask> followers = new ArrayList<>();
    if (policies.all().stream().anyMatch(ReleasedModels::isScoredHere)) {
      TopicFollower<ModelRelease> releases =
          TopicFollower.ofWhole(
              context,
              "score-releases",
              Topics.MODEL_RELEASES,
              new ReleaseListener(
                  policies,
                  workers,
                  loader,
                  versions,
                  new RefusalReport(context.settings(), context.clock())::tell));
      followers.add(new ReleaseFollower(releases, versions));
    }
    if (policies.all().stream().anyMatch(ReleasedModels::tries)) {
      TopicFollower<RetrainingJob> jobs =
          TopicFollower.ofWhole(
              context,
              "score-trials",
              Topics.RETRAINING_JOBS,
              new TrialListener(policies, workers, loader, context.registry()));
      followers.add(jobs);
    }
    return followers;
  }

  /** Whether a model of ours scores what the policy is about. */
  public static boolean isScoredHere(Policy policy) {
    return policy.scoring().source() == ScoringPolicy.Source.MODEL;
  }

  private static boolean tries(Policy policy) {
    return isScoredHere(policy) && policy.retraining().release().shadow() != null;
  }
}
