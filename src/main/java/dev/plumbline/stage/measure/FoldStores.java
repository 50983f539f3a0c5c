package dev.plumbline.stage.measure;

import dev.plumbline.event.Outcome;
import dev.plumbline.kafka.Expiries;
import dev.plumbline.kafka.JsonSerde;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The fold step's stores; their names are durable contracts. */
final class FoldStores {

  /** requestId to prediction, until the label horizon. */
  static final String PREDICTIONS = "predictions";

  /** requestId to an outcome that came before its prediction. */
  static final String WAITING_OUTCOMES = "waiting_outcomes";

  /** Time and requestId, in order of time: what expires when. */
  static final String EXPIRIES = "expiries";

  /** Model and pane to counts not sent yet. */
  static final String DELTAS = "pane_deltas";

  /** Model and input to progress. */
  static final String PROGRESS = "input_progress";

  private FoldStores() {}

  static Set<StoreBuilder<?>> all() {
    return Set.of(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(PREDICTIONS),
                Serdes.String(),
                new JsonSerde<>(Measured.class))
            .withCachingEnabled(),
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(WAITING_OUTCOMES),
                Serdes.String(),
                new JsonSerde<>(Outcome.class))
            .withCachingEnabled(),
        Expiries.store(EXPIRIES),
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(DELTAS),
                Serdes.String(),
                new JsonSerde<>(PaneDelta.class))
            .withCachingEnabled(),
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(PROGRESS), Serdes.String(), Serdes.Long())
            .withCachingEnabled());
  }
}
