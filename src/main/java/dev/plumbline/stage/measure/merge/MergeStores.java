package dev.plumbline.stage.measure.merge;

import dev.plumbline.kafka.topic.JsonSerde;
import dev.plumbline.stage.measure.counts.CountsCodec;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import dev.plumbline.stage.measure.unit.MergeInput;
import dev.plumbline.stage.measure.unit.UnitBlocks;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The merge step's stores; their names are durable contracts. */
public final class MergeStores {

  /** Model to what is remembered of it. */
  static final String STATE = "merge_state";

  /** Model and pane to counts by prediction time, kept until no window needs them. */
  static final String COHORTS = "cohort_panes";

  /** Model and pane to counts as evidence, until the pane closes. */
  static final String EVIDENCE = "evidence_panes";

  /** Model and window start to what was published. */
  static final String WINDOWS = "windows";

  /** Model to the frozen counts that drift is measured against. */
  static final String REFERENCE = "drift_reference";

  /** Model, kind, period and number to a block of units of evidence, a {@link UnitBlocks}. */
  static final String UNITS = "evidence_units";

  /** Model and hour to the hour's counts that drift is measured against. */
  static final String HOURS = "drift_hours";

  private MergeStores() {}

  public static Set<StoreBuilder<?>> all() {
    return Set.of(
        store(STATE, new JsonSerde<>(MergeState.class)),
        store(COHORTS, counts()),
        store(EVIDENCE, counts()),
        store(WINDOWS, new JsonSerde<>(WindowState.class)),
        store(REFERENCE, counts()),
        store(UNITS, Serdes.ByteArray()),
        store(HOURS, counts()));
  }

  public static Serde<MergeInput> inputs() {
    return Serdes.serdeFrom(
        (topic, input) -> input == null ? null : MergeInput.pack(input),
        (topic, bytes) -> bytes == null ? null : MergeInput.unpack(bytes));
  }

  private static Serde<MeasureCounts> counts() {
    return Serdes.serdeFrom(
        (topic, counts) -> counts == null ? null : packed(counts),
        (topic, bytes) -> bytes == null ? null : CountsCodec.unpack(new VarintReader(bytes)));
  }

  private static byte[] packed(MeasureCounts counts) {
    VarintWriter packer = new VarintWriter();
    CountsCodec.pack(counts, packer);
    return packer.toBytes();
  }

  private static <V> StoreBuilder<?> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), values)
        .withCachingEnabled();
  }
}
