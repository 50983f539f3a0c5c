package dev.plumbline.stage.retrain;

import dev.plumbline.event.Outcome;
import dev.plumbline.kafka.streams.ExpiryIndex;
import dev.plumbline.kafka.topic.JsonSerde;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Stores of the collecting step; all forget by event time, after the label horizon. */
final class CollectStores {

  /** RequestId to {@link UnlabelledRecord}. */
  static final String AWAITING = "awaiting_label";

  /** RequestId to an outcome that came before its scored record. */
  static final String EARLY = "early_labels";

  /** When entries of the other two expire. */
  static final String EXPIRIES = "label_expiries";

  private CollectStores() {}

  static Set<StoreBuilder<?>> all() {
    return Set.of(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(AWAITING),
                Serdes.String(),
                new JsonSerde<>(UnlabelledRecord.class))
            .withCachingEnabled(),
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(EARLY),
                Serdes.String(),
                new JsonSerde<>(Outcome.class))
            .withCachingEnabled(),
        ExpiryIndex.store(EXPIRIES));
  }
}
