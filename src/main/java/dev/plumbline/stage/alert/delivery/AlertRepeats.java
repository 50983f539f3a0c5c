package dev.plumbline.stage.alert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Open incidents and alerts that a sink was told and has to be told again, for receivers that
 * forget.
 */
final class AlertRepeats {

  record Open(SinkMessage message, TopicPlace place, Instant due) {}

  private final Optional<Duration> every;
  private final Map<String, Open> byKey = new HashMap<>();

  /**
   * @param every empty repeats nothing
   */
  AlertRepeats(Optional<Duration> every) {
    this.every = every;
  }

  void told(SinkMessage message, TopicPlace place, Instant now) {
    if (message.ended()) {
      byKey.remove(message.key());
    } else {
      every.ifPresent(wait -> byKey.put(message.key(), new Open(message, place, now.plus(wait))));
    }
  }

  /** A newer state of it waits. */
  void overtaken(SinkMessage message) {
    byKey.remove(message.key());
  }

  /** Those that are due, the longest due first. */
  List<Open> due(Instant now, int atOnce) {
    return byKey.values().stream()
        .filter(each -> !each.due().isAfter(now))
        .sorted(Comparator.comparing(Open::due).thenComparing(each -> each.message().key()))
        .limit(atOnce)
        .toList();
  }

  /** Another process repeats the partition's alerts now, and may clear them. */
  void forget(TopicPlace place) {
    byKey.values().removeIf(each -> each.place().equals(place));
  }
}
