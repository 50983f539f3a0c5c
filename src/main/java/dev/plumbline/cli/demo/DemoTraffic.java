package dev.plumbline.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Both streams of the demo: an hour of event time, played in less.
 *
 * @param length how long it plays
 * @param rate requests a second and stream while it plays
 * @param drift whether the Spanish speakers' messages change
 */
public record DemoTraffic(Duration length, int rate, boolean drift, long seed) {

  static final Duration HOUR = Duration.ofHours(1);

  /** In order of time. */
  List<PlannedRecord> plan() {
    int count = (int) (rate * length.toSeconds());
    List<PlannedRecord> plan = new ArrayList<>(CardSupportTraffic.plan(count, HOUR, drift, seed));
    plan.addAll(EmploymentTraffic.plan(count, HOUR, seed));
    plan.sort(null);
    return plan;
  }
}
