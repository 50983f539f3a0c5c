package dev.plumbline.stage.alert.delivery;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The newest state of each incident and alert that a sink has not been told. Pages come before
 * warnings, then what has waited longest; a state that is overtaken leaves its place to the newer
 * one, so an alert that keeps changing is not pushed back for ever.
 */
final class AlertBacklog {

  private static final Comparator<Waiting> ORDER =
      Comparator.comparing(Waiting::behind)
          .thenComparing(each -> !each.message().page())
          .thenComparing(Waiting::since)
          .thenComparingLong(Waiting::firstOffset);

  /**
   * @param firstOffset of the oldest state of this alert that is not settled
   * @param since event time of that state
   * @param behind it failed, and others get their turn first
   * @param alone its message is not shared, because one that held others was refused
   */
  record Waiting(
      SinkMessage message,
      TopicPlace place,
      long firstOffset,
      Instant since,
      boolean behind,
      boolean alone) {}

  private final Map<String, Waiting> byKey = new HashMap<>();

  /**
   * @return whether the state overtook one that waited
   */
  boolean add(SinkMessage message, TopicPlace place, long offset) {
    Waiting before = byKey.get(message.key());
    long firstOffset = before == null ? offset : before.firstOffset();
    Instant since = before == null ? message.at() : before.since();
    byKey.put(message.key(), new Waiting(message, place, firstOffset, since, false, false));
    return before != null;
  }

  /** What goes into the next message; empty when nothing waits. */
  List<Waiting> next(int atOnce) {
    List<Waiting> ordered = byKey.values().stream().sorted(ORDER).toList();
    return ordered.isEmpty() || ordered.get(0).alone()
        ? ordered.subList(0, Math.min(1, ordered.size()))
        : ordered.stream().filter(each -> !each.alone()).limit(atOnce).toList();
  }

  void settle(List<Waiting> told) {
    told.forEach(each -> byKey.remove(each.message().key()));
  }

  void failed(List<Waiting> tried) {
    tried.forEach(each -> put(each, true, each.alone()));
  }

  /** The sink was to blame for what failed, not the alerts. */
  void forgive() {
    List.copyOf(byKey.values()).forEach(each -> put(each, false, each.alone()));
  }

  /** Each is tried once more in a message of its own. */
  void separate(List<Waiting> tried) {
    tried.forEach(each -> put(each, each.behind(), true));
  }

  private void put(Waiting each, boolean behind, boolean alone) {
    byKey.put(
        each.message().key(),
        new Waiting(each.message(), each.place(), each.firstOffset(), each.since(), behind, alone));
  }

  OptionalLong firstUnsettled(TopicPlace place) {
    return byKey.values().stream()
        .filter(each -> each.place().equals(place))
        .mapToLong(Waiting::firstOffset)
        .min();
  }

  void forget(TopicPlace place) {
    byKey.values().removeIf(each -> each.place().equals(place));
  }

  int size() {
    return byKey.size();
  }
}
