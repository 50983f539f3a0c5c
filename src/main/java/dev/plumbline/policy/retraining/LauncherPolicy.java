package dev.plumbline.policy.retraining;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a model's trainer is started, and what it may use. */
public sealed interface LauncherPolicy {

  /** Four gibibytes: enough for a head, or for all of a small encoder. */
  long LOCAL_MEMORY = 4L << 30;

  /** What a policy that names no launcher gets. */
  LauncherPolicy DEFAULT = new Local(LOCAL_MEMORY, null);

  /** How long a Kubernetes Job that has ended is kept, so that people can read its log. */
  Duration TTL = Duration.ofDays(1);

  /** Time after which the trainer is stopped; null leaves it to the service's file. */
  @Nullable Duration deadline();

  Kind kind();

  /** The launchers that there are. */
  enum Kind {
    LOCAL,
    KUBERNETES,
    WEBHOOK
  }

  /**
   * A child process of the retrain stage's process.
   *
   * @param memory bytes of its own memory above which it is killed; a quarter of them are its heap
   */
  record Local(long memory, @Nullable Duration deadline) implements LauncherPolicy {

    @Override
    public Kind kind() {
      return Kind.LOCAL;
    }
  }

  /**
   * A Kubernetes Job.
   *
   * @param image null takes the pod template's
   * @param ttl how long the Job is kept after its end
   */
  record Kubernetes(
      @Nullable String image, PodResources resources, Duration ttl, @Nullable Duration deadline)
      implements LauncherPolicy {

    @Override
    public Kind kind() {
      return Kind.KUBERNETES;
    }
  }

  /** A pipeline of somebody else's, which is asked with a signed post. */
  record Webhook(@Nullable Duration deadline) implements LauncherPolicy {

    @Override
    public Kind kind() {
      return Kind.WEBHOOK;
    }
  }

  /**
   * What a trainer's container may use, as limits and as requests.
   *
   * @param gpus 0 for none
   * @param cpu cores; null leaves the pod template's
   * @param memory bytes; null leaves the pod template's
   */
  record PodResources(int gpus, @Nullable Double cpu, @Nullable Long memory) {}
}
