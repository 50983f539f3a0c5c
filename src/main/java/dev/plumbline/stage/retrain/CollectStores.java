package dev.plumbline.stage.retrain;

import dev.plumbline.event.Outcome;
import dev.plumbline.event.RequestIdentity;
import dev.plumbline.kafka.retention.RetainedId;
import dev.plumbline.kafka.retention.RetentionIndex;
import dev.plumbline.kafka.topic.JsonSerde;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Stores of the collecting step; all forget by event time, after the label horizon. What is put
 * into the first two is entered into the third.
 */
final class CollectStores {

  /** A request's identity to its {@link TrainingCandidate}. */
  static final String AWAITING = "awaiting_label";

  /** A request's identity to its {@link EarlyLabels}. */
  static final String EARLY = "early_labels";

  /** When entries of the other two expire, a {@link RetentionIndex}. */
  static final String EXPIRIES = "label_expiries";

  // Durable: the places that the index names.
  private static final int IN_AWAITING = 0;
  private static final int IN_EARLY = 1;

  private final KeyValueStore<String, TrainingCandidate> awaiting;
  private final KeyValueStore<String, EarlyLabels> early;
  private final RetentionIndex expiries;
  private final CollectCounters counters;

  CollectStores(ProcessorContext<?, ?> context, CollectCounters counters) {
    this.awaiting = context.getStateStore(AWAITING);
    this.early = context.getStateStore(EARLY);
    this.expiries = new RetentionIndex(context.getStateStore(EXPIRIES));
    this.counters = counters;
  }

  static Set<StoreBuilder<?>> all() {
    return Set.of(
        store(AWAITING, new JsonSerde<>(TrainingCandidate.class)),
        store(EARLY, new JsonSerde<>(EarlyLabels.class)),
        RetentionIndex.store(EXPIRIES));
  }

  private static <V> StoreBuilder<?> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), values)
        .withCachingEnabled();
  }

  @Nullable TrainingCandidate candidate(RequestIdentity request) {
    return awaiting.get(request.key());
  }

  /** Keeps a candidate that has not been kept before. */
  void add(RequestIdentity request, TrainingCandidate candidate) {
    awaiting.put(request.key(), candidate);
    enter(request, candidate.timestamp(), IN_AWAITING);
  }

  /** Keeps a candidate for no longer than it was kept anyway. */
  void update(RequestIdentity request, TrainingCandidate candidate) {
    awaiting.put(request.key(), candidate);
  }

  /**
   * Lets a label wait for its record.
   *
   * @return how it is counted
   */
  String addEarly(Outcome label) {
    RequestIdentity request = label.identity();
    EarlyLabels before = early.get(request.key());
    EarlyLabels known = before == null ? EarlyLabels.NONE : before;
    if (known.labels().contains(label)) {
      return "duplicate";
    }
    EarlyLabels next = known.plus(label);
    if (!next.labels().contains(label)) {
      return "too_many";
    }
    early.put(request.key(), next);
    enter(request, label.timestamp(), IN_EARLY);
    known.labels().stream()
        .filter(waited -> !next.labels().contains(waited))
        .forEach(waited -> counters.waited(waited.model(), "too_many"));
    return "waiting";
  }

  /** The labels that have waited for a record, which wait no longer. */
  List<Outcome> takeEarly(RequestIdentity request) {
    EarlyLabels waited = early.delete(request.key());
    return waited == null ? List.of() : waited.labels();
  }

  /**
   * Removes what is about a time before {@code limit}, epoch milliseconds, a bounded part of it.
   *
   * @return whether none is left
   */
  boolean forgetBefore(String model, long limit) {
    return expiries.removeBefore(
        model,
        limit,
        expired -> {
          if (expired.place() != IN_EARLY) {
            forgetCandidate(model, expired.id());
          }
          if (expired.place() != IN_AWAITING) {
            forgetEarly(expired.id(), limit);
          }
        });
  }

  private void forgetCandidate(String model, String key) {
    TrainingCandidate candidate = awaiting.delete(key);
    if (candidate != null && !candidate.hasLabel()) {
      counters.unlabelled(model);
    }
  }

  private void forgetEarly(String key, long limit) {
    EarlyLabels waiting = early.get(key);
    if (waiting == null) {
      return; // their record came
    }
    EarlyLabels left = waiting.since(limit);
    waiting.labels().stream()
        .filter(label -> !left.labels().contains(label))
        .forEach(label -> counters.waited(label.model(), "unmatched"));
    if (left.labels().isEmpty()) {
      early.delete(key);
    } else {
      early.put(key, left);
    }
  }

  private void enter(RequestIdentity request, Instant time, int place) {
    RetainedId id = new RetainedId(request.key(), place);
    expiries.add(request.model(), time.toEpochMilli(), List.of(id));
  }
}
