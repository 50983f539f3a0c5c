package dev.plumbline.stage.measure.merge;

import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.state.PaneStore;
import dev.plumbline.stage.measure.unit.UnitBlocks;
import dev.plumbline.stage.measure.unit.UnitLedger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;

/** Parts of the merge step over the stores of a context. */
final class MergeFixtures {

  private MergeFixtures() {}

  static OpenEvidence evidence(Policy policy, MockProcessorContext<String, MergeOutput> context) {
    return new OpenEvidence(
        policy,
        new PaneStore<>(context.getStateStore(MergeStores.EVIDENCE), policy.model()),
        new UnitLedger(
            policy, new UnitBlocks(context.getStateStore(MergeStores.UNITS), policy.model())),
        new UnitCounters(new SimpleMeterRegistry(), Policies.of(List.of(policy))));
  }
}
