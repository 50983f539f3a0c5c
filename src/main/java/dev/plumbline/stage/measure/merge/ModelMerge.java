package dev.plumbline.stage.measure.merge;

import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.PaneDelta;
import dev.plumbline.stage.measure.merge.PredictionWindows.Due;
import dev.plumbline.stage.measure.unit.MergeInput;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One model's panes and windows. Event time is where the slowest partition's requests have come
 * that is not silent; when all are silent it follows the clock, but no further than the last
 * event's windows, so that a replay that pauses is not cut off.
 */
final class ModelMerge {

  /** Panes, and windows, that one turn publishes of a model. */
  static final int MOST_AT_ONCE = 50;

  private final String model;
  private final MeasureSettings settings;
  private final KeyValueStore<String, MergeState> states;
  private final DriftReferences references;
  private final OpenEvidence evidence;
  private final PredictionWindows cohorts;
  private final Consumer<MergeOutput> out;
  private final long size;
  private final long advance;
  private final long grace;

  ModelMerge(
      Policy policy,
      MeasureSettings settings,
      KeyValueStore<String, MergeState> states,
      DriftReferences references,
      OpenEvidence evidence,
      PredictionWindows cohorts,
      Consumer<MergeOutput> out) {
    this.model = policy.model();
    this.settings = settings;
    this.states = states;
    this.references = references;
    this.evidence = evidence;
    this.cohorts = cohorts;
    this.out = out;
    this.size = policy.windows().size().toMillis();
    this.advance = policy.windows().advance().toMillis();
    this.grace = policy.windows().grace().toMillis();
  }

  void accept(MergeInput input) {
    if (input instanceof MergeInput.Candidates candidates) {
      evidence.choose(candidates.units(), state().openFrom());
    } else if (input instanceof MergeInput.Delta it) {
      accept(it.delta());
    }
  }

  void accept(CountsDelta delta) {
    MergeState state = state().with(state().sources().after(delta));
    boolean frozen = references.isFrozen();
    for (PaneDelta pane : delta.panes()) {
      if (!frozen) {
        state = state.from(pane.start());
      }
      if (cohorts.add(pane.start(), pane.cohort(), state.time())) {
        references.late(pane.start(), pane.cohort());
      }
      evidence.add(pane.start(), pane.evidence(), state.openFrom());
    }
    for (CountsDelta.Move move : delta.moves()) {
      evidence.move(move, state.openFrom());
    }
    states.put(model, state);
  }

  /**
   * Publishes what event time has come to, the earliest first, a bounded part of it: a backlog of
   * days must not outlive a transaction. The stores say where the next turn goes on.
   *
   * @return whether nothing is left to publish at present
   */
  boolean tick(long clock) {
    MergeState before = state();
    boolean idle = before.sources().allIdle(settings.partitions());
    if (settings.publication() == Publication.AT_END && !idle) {
      return true;
    }
    MergeState state =
        before.at(idle ? idleTime(before, clock) : before.sources().reached(settings.partitions()));
    boolean all = state.time() == CountsDelta.Progress.NONE || publish(before, state, idle);
    if (settings.publication() == Publication.AT_END) {
      tellProgress(all);
    }
    return all;
  }

  private void tellProgress(boolean all) {
    if (all) {
      settings.end().finished(model);
    } else {
      settings.end().left(model, cohorts.unpublished());
    }
  }

  private boolean publish(MergeState before, MergeState now, boolean idle) {
    long time = now.time();
    long closed = Math.floorDiv(time - grace, advance) * advance;
    long open = evidence.close(before.openFrom(), closed, MOST_AT_ONCE, out);
    MergeState state = now.closedBefore(open);
    references.close(state, cohorts);
    if (!state.equals(before)) {
      states.put(model, state);
    }
    LongFunction<@Nullable MeasureCounts> reference = start -> references.of(start, state);
    // No window before the panes that it ends with: readers take both in order of time.
    long last = open < closed ? open - size : time - grace - size;
    boolean all =
        cohorts.publish(new Due(time, last, idle, MOST_AT_ONCE), reference)
            && open == closed
            && cohorts.forget(time, MOST_AT_ONCE, reference);
    if (all) { // a backlog's older windows still ask for their hours
      references.forget(time);
    }
    return all;
  }

  private MergeState state() {
    MergeState state = states.get(model);
    return state == null ? MergeState.START : state;
  }

  private long idleTime(MergeState state, long clock) {
    long newest = state.sources().newest();
    if (newest == CountsDelta.Progress.NONE) {
      return CountsDelta.Progress.NONE;
    }
    // Evidence that came late waits in a pane of its own, perhaps after the last event's.
    long waiting = evidence.newest();
    long last =
        Math.max(
            newest + size + grace + advance,
            waiting == Long.MIN_VALUE ? waiting : waiting + advance + grace);
    return settings.publication() == Publication.AT_END ? last : Math.min(clock, last);
  }
}
