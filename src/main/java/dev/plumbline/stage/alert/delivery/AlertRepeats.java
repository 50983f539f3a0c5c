package dev.plumbline.stage.alert.delivery;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Open alerts that a sink was told and has to be told again, for receivers that forget. */
final class AlertRepeats {

  record Open(Alert alert, int partition, Instant due) {}

  private final Optional<Duration> every;
  private final Map<String, Open> byKey = new HashMap<>();

  /**
   * @param every empty repeats nothing
   */
  AlertRepeats(Optional<Duration> every) {
    this.every = every;
  }

  void told(Alert alert, int partition, Instant now) {
    if (alert.state() == State.CLEARED) {
      byKey.remove(alert.key());
    } else {
      every.ifPresent(wait -> byKey.put(alert.key(), new Open(alert, partition, now.plus(wait))));
    }
  }

  /** A newer state of it waits. */
  void overtaken(Alert alert) {
    byKey.remove(alert.key());
  }

  /** Those that are due, the longest due first. */
  List<Open> due(Instant now, int atOnce) {
    return byKey.values().stream()
        .filter(each -> !each.due().isAfter(now))
        .sorted(Comparator.comparing(Open::due).thenComparing(each -> each.alert().key()))
        .limit(atOnce)
        .toList();
  }

  /** Another process repeats the partition's alerts now, and may clear them. */
  void forget(int partition) {
    byKey.values().removeIf(each -> each.partition() == partition);
  }
}
