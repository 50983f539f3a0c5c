package dev.plumbline.stage.measure.merge;

import dev.plumbline.kafka.streams.BoundedTick;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.state.PaneStore;
import dev.plumbline.stage.measure.unit.MergeInput;
import dev.plumbline.stage.measure.unit.UnitBlocks;
import dev.plumbline.stage.measure.unit.UnitLedger;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Merges the tasks' deltas per model and publishes panes and windows at every tick. */
public final class MergeProcessor implements Processor<String, MergeInput, String, MergeOutput> {

  private final Policies policies;
  private final MeasureSettings settings;
  private final UnitCounters units;
  private final InstantSource clock;
  private final Map<String, ModelMerge> models = new HashMap<>();

  public MergeProcessor(
      Policies policies, MeasureSettings settings, MeterRegistry registry, InstantSource clock) {
    this.units = new UnitCounters(registry, policies);
    this.policies = policies;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, MergeOutput> context) {
    models.clear();
    for (Policy policy : policies.all()) {
      models.put(policy.model(), merge(policy, context));
    }
    BoundedTick<ModelMerge> turns = new BoundedTick<>(models.values(), settings.most(), clock);
    context.schedule(
        settings.tick(), PunctuationType.WALL_CLOCK_TIME, now -> turns.run(this::tick));
  }

  private boolean tick(ModelMerge merge) {
    boolean all = merge.tick(clock.millis());
    // A replay has no transactions, and nothing else to do.
    while (!all && settings.publication() == Publication.AT_END) {
      all = merge.tick(clock.millis());
    }
    return all;
  }

  private ModelMerge merge(Policy policy, ProcessorContext<String, MergeOutput> context) {
    String model = policy.model();
    Consumer<MergeOutput> out =
        published -> {
          context.forward(new Record<>(model, published, 0));
          if (published instanceof MergeOutput.Window) {
            settings.end().windowPublished();
          }
        };
    return new ModelMerge(
        policy,
        settings,
        context.getStateStore(MergeStores.STATE),
        new DriftReferences(
            policy,
            context.getStateStore(MergeStores.REFERENCE),
            new PaneStore<>(context.getStateStore(MergeStores.HOURS), model)),
        new OpenEvidence(
            policy,
            new PaneStore<>(context.getStateStore(MergeStores.EVIDENCE), model),
            new UnitLedger(policy, new UnitBlocks(context.getStateStore(MergeStores.UNITS), model)),
            units),
        new PredictionWindows(
            policy,
            new PaneStore<>(context.getStateStore(MergeStores.COHORTS), model),
            new PaneStore<>(context.getStateStore(MergeStores.WINDOWS), model),
            settings.publication(),
            out),
        out);
  }

  @Override
  public void process(Record<String, MergeInput> message) {
    ModelMerge merge = models.get(message.key());
    if (merge != null) { // a delta written under a policy that is no longer served
      merge.accept(message.value());
    }
  }
}
