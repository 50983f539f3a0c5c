package dev.plumbline.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Both streams of the demo: two hours of event time, played in less.
 *
 * @param length how long it plays
 * @param rate requests a second and stream while it plays
 * @param drift whether the Spanish speakers' messages change
 */
public record DemoTraffic(Duration length, int rate, boolean drift, long seed) {

  static final Duration EVENT_TIME = Duration.ofHours(2);

  /** Requests of a stream. */
  private int count() {
    return (int) (rate * length.toSeconds());
  }

  /** Requests of both streams. */
  double perSecond() {
    return 2.0 * rate;
  }

  /** Whether a request of the first stream came when its Spanish speakers' messages had changed. */
  boolean isDrifted(String requestId) {
    return drift && CardSupportTraffic.isDrifted(requestId, count());
  }

  /** In order of time. */
  List<PlannedRecord> plan() {
    int count = count();
    List<PlannedRecord> plan =
        new ArrayList<>(CardSupportTraffic.plan(count, EVENT_TIME, drift, seed));
    plan.addAll(EmploymentTraffic.plan(count, EVENT_TIME, seed));
    plan.sort(null);
    return plan;
  }
}
