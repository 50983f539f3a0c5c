package dev.plumbline.stage.measure;

import dev.plumbline.event.PaneCounts;
import dev.plumbline.event.Span;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.MeasureSettings.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One model's panes and windows. Event time is where the slowest input that is not silent has come;
 * when all are silent it follows the clock, but no further than the last event's windows, so that a
 * replay that pauses is not cut off.
 */
final class ModelMerge {

  private final Policy policy;
  private final MeasureSettings settings;
  private final WindowCalculator calculator;
  private final KeyValueStore<String, MergeState> states;
  private final PaneStore<Counts> cohorts;
  private final PaneStore<Counts> evidence;
  private final PaneStore<WindowState> windows;
  private final Consumer<Published> out;
  private final long size;
  private final long advance;
  private final long grace;
  private final long horizon;

  ModelMerge(
      Policy policy,
      MeasureSettings settings,
      KeyValueStore<String, MergeState> states,
      PaneStore<Counts> cohorts,
      PaneStore<Counts> evidence,
      PaneStore<WindowState> windows,
      Consumer<Published> out) {
    this.policy = policy;
    this.settings = settings;
    this.calculator = new WindowCalculator(policy);
    this.states = states;
    this.cohorts = cohorts;
    this.evidence = evidence;
    this.windows = windows;
    this.out = out;
    this.size = policy.windows().size().toMillis();
    this.advance = policy.windows().advance().toMillis();
    this.grace = policy.windows().grace().toMillis();
    this.horizon = policy.windows().labelHorizon().toMillis();
  }

  void accept(Delta delta) {
    MergeState state = state().with(state().sources().after(delta));
    for (PaneDelta pane : delta.panes()) {
      state = state.sawPane(pane.start());
      if (!pane.cohort().isEmpty()) {
        cohorts.merge(pane.start(), pane.cohort(), Counts::merge);
        touchWindows(pane.start());
      }
      if (!pane.evidence().isEmpty()) {
        // What comes after its pane has closed counts as evidence in the first one still open.
        evidence.merge(Math.max(pane.start(), state.openFrom()), pane.evidence(), Counts::merge);
      }
    }
    states.put(policy.model(), state);
  }

  void tick(long clock) {
    MergeState state = state();
    boolean idle = state.sources().allIdle(settings.partitions());
    if (settings.publication() == Publication.AT_END && !idle) {
      return;
    }
    state =
        state.at(idle ? idleTime(state, clock) : state.sources().reached(settings.partitions()));
    if (state.time() == Delta.Progress.NONE) {
      return;
    }
    state = closeEvidence(state);
    state = freezeReference(state);
    states.put(policy.model(), state);
    publishWindows(state);
    forget(state);
  }

  private MergeState state() {
    MergeState state = states.get(policy.model());
    return state == null ? MergeState.START : state;
  }

  private long idleTime(MergeState state, long clock) {
    long newest = state.sources().newest();
    if (newest == Delta.Progress.NONE) {
      return Delta.Progress.NONE;
    }
    long last = newest + size + grace + advance;
    // Evidence that came late waits in a pane of its own, perhaps after the last event's.
    for (KeyValue<Long, Counts> pane : evidence.between(Long.MIN_VALUE, Long.MAX_VALUE)) {
      last = Math.max(last, pane.key + advance + grace);
    }
    return settings.publication() == Publication.AT_END ? last : Math.min(clock, last);
  }

  private void touchWindows(long pane) {
    for (long start = pane - size + advance; start <= pane; start += advance) {
      WindowState window = windows.get(start);
      windows.put(start, window == null ? WindowState.NEW : window.touched());
    }
  }

  private MergeState closeEvidence(MergeState state) {
    long closed = Math.floorDiv(state.time() - grace, advance) * advance;
    for (KeyValue<Long, Counts> pane : evidence.between(Long.MIN_VALUE, closed)) {
      out.accept(new Published.Pane(counts(pane.key, pane.value)));
      evidence.delete(pane.key);
    }
    return state.closedBefore(closed);
  }

  private PaneCounts counts(long start, Counts counts) {
    String version = counts.modelVersion();
    return new PaneCounts(
        policy.model(),
        span(start, advance),
        new ArrayList<>(counts.bounded().groups().values()),
        counts.labels(),
        version.isEmpty() ? null : version,
        policy.version());
  }

  /** The reference is the label-free counts of the first period, once it has closed. */
  private MergeState freezeReference(MergeState state) {
    Duration first = policy.drift().first();
    if (state.reference() != null || state.firstPane() == Long.MAX_VALUE) {
      return state;
    }
    long end = state.firstPane() + first.toMillis();
    if (state.time() < end + grace) {
      return state;
    }
    return state.withReference(sum(state.firstPane(), end));
  }

  private void publishWindows(MergeState state) {
    long closed = state.time() - grace - size + 1;
    for (KeyValue<Long, WindowState> window : windows.between(Long.MIN_VALUE, closed)) {
      if (window.value.changed()) {
        boolean isFinal = state.time() >= window.key + size + horizon;
        out.accept(
            new Published.Window(
                calculator.measure(
                    span(window.key, size),
                    window.value.revision(),
                    isFinal,
                    sum(window.key, window.key + size),
                    reference(state, window.key))));
        windows.put(window.key, window.value.published());
      }
    }
  }

  /** Windows that overlap the reference period are not compared with it. */
  private @Nullable Counts reference(MergeState state, long window) {
    return window >= state.firstPane() + policy.drift().first().toMillis()
        ? state.reference()
        : null;
  }

  /**
   * Says final for windows that no label can reach any more, then drops them and the panes only
   * they needed.
   */
  private void forget(MergeState state) {
    long gone = state.time() - horizon - size - grace;
    for (KeyValue<Long, WindowState> window : windows.between(Long.MIN_VALUE, gone)) {
      if (settings.publication() == Publication.LIVE) {
        out.accept(
            new Published.Window(
                calculator.measure(
                    span(window.key, size),
                    window.value.revision(),
                    true,
                    sum(window.key, window.key + size),
                    reference(state, window.key))));
      }
      windows.delete(window.key);
    }
    for (KeyValue<Long, Counts> pane : cohorts.between(Long.MIN_VALUE, gone)) {
      cohorts.delete(pane.key);
    }
  }

  private Counts sum(long from, long to) {
    List<KeyValue<Long, Counts>> panes = cohorts.between(from, to);
    return panes.stream().map(pane -> pane.value).reduce(Counts.EMPTY, Counts::merge).bounded();
  }

  private static Span span(long start, long length) {
    return new Span(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + length));
  }
}
