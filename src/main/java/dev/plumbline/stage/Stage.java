package dev.plumbline.stage;

import dev.plumbline.kafka.streams.StageApplication;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.policy.Policies;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A step of the flow: all that a process needs to run it and a replay needs to wait for it. A stage
 * is added by a package with one of these and a line in the list of stages.
 */
public interface Stage {

  /** As {@code --stages}, counters and dead letters say it. */
  String name();

  StageTopics topics();

  /**
   * Opens what its applications need, such as models and keys, and builds them.
   *
   * @param afterwards takes what is to be closed once the applications are, last one first; each is
   *     handed over as soon as it is open, so that it closes even when what follows it fails
   * @return in the order in which they start
   */
  List<StageApplication> open(ServiceContext service, Consumer<Runnable> afterwards);

  /** Properties of Kafka Streams for this stage, where the service's configuration has none. */
  default Map<String, String> properties() {
    return Map.of();
  }

  /** What runs beside it. */
  default List<Sidecar> sidecars() {
    return List.of();
  }

  /**
   * Records of its {@link StageTopics#inputs} that it is done with. When they are as many as the
   * topics hold, a replay starts the next stage.
   */
  double handled(Policies policies, StageCounts counts);

  /**
   * Tells the opened stage that all of its input has been handled and nothing more comes. A replay
   * does, when offsets and counts say so; a service never does.
   */
  default void endInput() {}

  /**
   * How much of what follows from the end of the input has been put out, from 0 to 1; 1 says that
   * nothing is left.
   */
  default double completed(Policies policies) {
    return 1;
  }

  /** Whether a replay under these policies has any use for it. */
  default boolean replayed(Policies policies) {
    return true;
  }
}
