package dev.plumbline.http;

import dev.plumbline.kafka.streams.TaskOutage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether a process does its work: every stage runs, and nothing beside the stages has been kept
 * from its work for long. A short outage is no reason to be not ready, because a broker that
 * restarts would then take every process out at once.
 */
public final class ReadinessCheck {

  private final BooleanSupplier running;
  private final Supplier<List<TaskOutage>> outages;
  private final Supplier<List<String>> notices;
  private final Duration patience;
  private final InstantSource clock;

  /**
   * @param running whether every stage runs
   * @param notices what people should know of though the process is ready
   * @param patience how long an outage may last
   */
  public ReadinessCheck(
      BooleanSupplier running,
      Supplier<List<TaskOutage>> outages,
      Supplier<List<String>> notices,
      Duration patience,
      InstantSource clock) {
    this.running = running;
    this.outages = outages;
    this.notices = notices;
    this.patience = patience;
    this.clock = clock;
  }

  /** What people should know of, a sentence each. */
  List<String> notices() {
    return notices.get();
  }

  /** Why the process is not ready, a sentence each; empty when it is. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!running.getAsBoolean()) {
      problems.add("a stage is not running");
    }
    Instant latest = clock.instant().minus(patience);
    outages.get().stream()
        .filter(outage -> !outage.since().isAfter(latest))
        .map(
            outage ->
                "%s has not followed its topic since %s: %s"
                    .formatted(outage.task(), outage.since(), outage.reason()))
        .forEach(problems::add);
    return problems;
  }
}
