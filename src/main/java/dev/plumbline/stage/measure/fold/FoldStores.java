package dev.plumbline.stage.measure.fold;

import dev.plumbline.kafka.retention.RetentionIndex;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The fold step's stores; their names are durable contracts. */
public final class FoldStores {

  /** A request's identity to {@link PredictionStore.Found} of it, until the label horizon. */
  static final String PREDICTIONS = "predictions";

  /** When entries of the predictions expire, a {@link RetentionIndex}. */
  static final String EXPIRATIONS = "expirations";

  /** Contributions since the last tick. */
  static final String JOURNAL = "journal";

  /** Words to their numbers in the other stores. */
  static final String WORDS = "words";

  /** Model and input to progress. */
  static final String PROGRESS = "input_progress";

  /** Labels that were predicted, a {@link PredictedLabels}. */
  static final String LABELS = "predicted_labels";

  private FoldStores() {}

  /**
   * What changes at every record is cached, so that its changelog gets one value a commit; a
   * prediction is mostly written once, and a cache of such costs more than it saves.
   */
  public static Set<StoreBuilder<?>> all() {
    return Set.of(
        store(Stores.persistentKeyValueStore(PREDICTIONS), Serdes.String(), Serdes.ByteArray()),
        RetentionIndex.store(EXPIRATIONS),
        store(Stores.inMemoryKeyValueStore(JOURNAL), Serdes.Integer(), Serdes.ByteArray())
            .withCachingEnabled(),
        store(Stores.inMemoryKeyValueStore(WORDS), Serdes.String(), Serdes.Long()),
        store(Stores.inMemoryKeyValueStore(LABELS), Serdes.String(), Serdes.Long()),
        store(Stores.inMemoryKeyValueStore(PROGRESS), Serdes.String(), Serdes.Long())
            .withCachingEnabled());
  }

  private static <K, V> StoreBuilder<KeyValueStore<K, V>> store(
      KeyValueBytesStoreSupplier supplier, Serde<K> keys, Serde<V> values) {
    return Stores.keyValueStoreBuilder(supplier, keys, values);
  }
}
