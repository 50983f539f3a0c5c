package dev.plumbline.stage.measure.merge;

import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.state.PaneStore;
import dev.plumbline.stage.measure.unit.UnitBlocks;
import dev.plumbline.stage.measure.unit.UnitLedger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;

/** Parts of the merge step over the stores of a context. */
final class MergeFixtures {

  private MergeFixtures() {}

  /**
   * A context with the merge step's stores.
   *
   * @param opened to be closed by who asks
   */
  static MockProcessorContext<String, MergeOutput> context(Path folder, List<StateStore> opened) {
    Properties properties = new Properties();
    properties.put("application.id", "merge");
    properties.put("bootstrap.servers", "none:9092");
    MockProcessorContext<String, MergeOutput> context =
        new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile());
    for (StoreBuilder<?> builder : MergeStores.all()) {
      StateStore store = builder.withLoggingDisabled().withCachingDisabled().build();
      store.init(context.getStateStoreContext(), store);
      context.addStateStore(store);
      opened.add(store);
    }
    return context;
  }

  static OpenEvidence evidence(Policy policy, MockProcessorContext<String, MergeOutput> context) {
    return new OpenEvidence(
        policy,
        new PaneStore<>(context.getStateStore(MergeStores.EVIDENCE), policy.model()),
        new UnitLedger(
            policy, new UnitBlocks(context.getStateStore(MergeStores.UNITS), policy.model())),
        new UnitCounters(new SimpleMeterRegistry(), Policies.of(List.of(policy))));
  }
}
