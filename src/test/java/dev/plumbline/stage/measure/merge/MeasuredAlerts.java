package dev.plumbline.stage.measure.merge;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.RecordedWatch;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.PaneDelta;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.RecordMeasurer;
import dev.plumbline.stage.measure.record.ScoredRecord;
import dev.plumbline.stage.measure.state.PaneStore;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;

/**
 * The merge step of measure with its own stores, and the alert step behind it, over made-up
 * traffic: what a policy says of it, pane by pane and window by window.
 */
final class MeasuredAlerts implements AutoCloseable {

  private final Policy policy;
  private final RecordMeasurer measurer;
  private final RecordedWatch watch;
  private final List<StateStore> stores = new ArrayList<>();
  private final MockProcessorContext<String, MergeOutput> context;
  private final ModelMerge merge;
  private final List<Alert> alerts = new ArrayList<>();
  private final List<WindowMeasures> windows = new ArrayList<>();
  private final Random random;

  MeasuredAlerts(Policy policy, Path folder, long seed) {
    this.policy = policy;
    this.measurer = new RecordMeasurer(policy);
    this.watch = new RecordedWatch(policy);
    this.random = new Random(seed);
    context = MergeFixtures.context(folder, stores);
    merge = merge();
  }

  private ModelMerge merge() {
    return new ModelMerge(
        policy,
        MeasureSettings.live(1),
        context.getStateStore(MergeStores.STATE),
        new DriftReferences(
            policy, context.getStateStore(MergeStores.REFERENCE), panes(MergeStores.HOURS)),
        MergeFixtures.evidence(policy, context),
        new PredictionWindows(
            policy,
            panes(MergeStores.COHORTS),
            panes(MergeStores.WINDOWS),
            Publication.LIVE,
            this::take),
        this::take);
  }

  private <V> PaneStore<V> panes(String store) {
    return new PaneStore<>(context.getStateStore(store), policy.model());
  }

  private void take(MergeOutput output) {
    if (output instanceof MergeOutput.Pane pane) {
      alerts.addAll(watch.onPane(pane.counts()));
    } else if (output instanceof MergeOutput.Window window) {
      windows.add(window.measures());
      alerts.addAll(watch.onWindow(window.measures()));
    }
  }

  MeasuredAlerts run(SeasonalTraffic traffic, Duration length) {
    Duration advance = policy.windows().advance();
    Instant end = SeasonalTraffic.START.plus(length);
    for (Instant at = SeasonalTraffic.START; at.isBefore(end); at = at.plus(advance)) {
      PaneAccumulator pane = new PaneAccumulator();
      for (ScoredRecord record : traffic.between(at, advance, random)) {
        Observation seen = measurer.measure(record);
        pane.add(seen);
        if (random.nextDouble() < 0.8) { // a label, right nine times in ten
          boolean favoured = seen.favourable() == random.nextDouble() < 0.9;
          pane.label(seen.kept(), favoured ? "yes" : "no", favoured, 1);
        }
      }
      MeasureCounts counts = pane.toCounts();
      long reached = at.plus(advance).toEpochMilli();
      merge.accept(
          new CountsDelta(
              policy.model(),
              0,
              new CountsDelta.Progress(reached, false),
              List.of(
                  new PaneDelta(at.toEpochMilli(), counts.withoutExamples(), counts.evidence())),
              List.of()));
      merge.tick(reached);
    }
    return this;
  }

  List<Alert> alerts() {
    return alerts;
  }

  /** Alerts that opened. */
  List<Alert> opened() {
    return alerts.stream().filter(alert -> alert.state() == Alert.State.OPEN).toList();
  }

  /** Each window's newest measures may be of a revision. */
  List<WindowMeasures> windows() {
    return windows;
  }

  @Override
  public void close() {
    stores.forEach(StateStore::close);
  }
}
