package dev.plumbline.stage.measure;

import dev.plumbline.kafka.JsonSerde;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The merge step's stores; their names are durable contracts. */
final class MergeStores {

  /** Model to what is remembered of it. */
  static final String STATE = "merge_state";

  /** Model and pane to counts by prediction time, kept until no window needs them. */
  static final String COHORTS = "cohort_panes";

  /** Model and pane to counts as evidence, until the pane closes. */
  static final String EVIDENCE = "evidence_panes";

  /** Model and window start to what was published. */
  static final String WINDOWS = "windows";

  private MergeStores() {}

  static Set<StoreBuilder<?>> all() {
    return Set.of(
        store(STATE, MergeState.class),
        store(COHORTS, Counts.class),
        store(EVIDENCE, Counts.class),
        store(WINDOWS, WindowState.class));
  }

  private static <V> StoreBuilder<?> store(String name, Class<V> type) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), new JsonSerde<>(type))
        .withCachingEnabled();
  }
}
