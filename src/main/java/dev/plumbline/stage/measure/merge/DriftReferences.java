package dev.plumbline.stage.measure.merge;

import dev.plumbline.policy.Policy;
import dev.plumbline.policy.drift.MovingReference;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.state.PaneStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What one model's windows are compared with for drift: the counts of the first period, frozen once
 * it has closed, or those of whole hours before the window. An hour is summed up from its panes
 * when it closes; what comes late is added to it. Which groups are the largest is asked of the
 * whole reference and never of an hour, so that the order of arrival does not show. Hours without
 * records are not looked at, however many there are between two records; those that no window can
 * need any more are dropped.
 */
final class DriftReferences {

  private final String model;
  private final KeyValueStore<String, MeasureCounts> frozen;
  private final PaneStore<MeasureCounts> hours;
  private final @Nullable MovingReference moving;
  private final long first;
  private final long size;
  private final long grace;
  private final long kept;

  /** Before it, hours are summed up; the store says the same but for hours without records. */
  private long open = Long.MIN_VALUE;

  /** The hours of the newest reference that was asked for, with their sum. */
  private @Nullable List<Long> asked;

  private @Nullable MeasureCounts sum;

  DriftReferences(
      Policy policy, KeyValueStore<String, MeasureCounts> frozen, PaneStore<MeasureCounts> hours) {
    this.model = policy.model();
    this.frozen = frozen;
    this.hours = hours;
    this.moving = policy.drift().moving();
    this.first = policy.drift().first().toMillis();
    this.size = policy.windows().size().toMillis();
    this.grace = policy.windows().grace().toMillis();
    long revisions = policy.windows().labelHorizon().toMillis() + size + grace;
    this.kept = moving == null ? 0 : moving.reach().toMillis() + revisions;
    long newest = hours.newest();
    if (newest != Long.MIN_VALUE) {
      open = newest + MovingReference.HOUR;
    }
  }

  /** For how long panes are needed after their start, whatever labels may come. */
  static long panesKept(Policy policy) {
    long grace = policy.windows().grace().toMillis();
    long advance = policy.windows().advance().toMillis();
    MovingReference moving = policy.drift().moving();
    long period = moving == null ? policy.drift().first().toMillis() : MovingReference.HOUR;
    return period + grace + advance;
  }

  boolean isFrozen() {
    return frozen.get(model) != null;
  }

  /**
   * Takes in a pane's counts that came after its hour was summed up. Labels alone change nothing of
   * what drift compares.
   */
  void late(long pane, MeasureCounts counts) {
    long hour = MovingReference.hour(pane);
    if (moving != null && hour < open && counts.everyone().requests() > 0) {
      hours.merge(hour, counts.drift(), MeasureCounts::merge);
      asked = null;
    }
  }

  /** Sums up what has closed: the first period, or hours. */
  void close(MergeState state, PredictionWindows panes) {
    long from = state.firstPane();
    if (from == Long.MAX_VALUE) {
      return;
    }
    if (moving == null) {
      if (state.time() >= from + first + grace && frozen.get(model) == null) {
        frozen.put(model, panes.sum(from, from + first));
      }
      return;
    }
    long closed = MovingReference.hour(state.time() - grace);
    Long pane = panes.earliest(Math.max(open, MovingReference.hour(from)), closed);
    while (pane != null) {
      sumUp(MovingReference.hour(pane), panes);
      pane = panes.earliest(open, closed);
    }
    open = Math.max(open, closed);
  }

  private void sumUp(long hour, PredictionWindows panes) {
    open = hour + MovingReference.HOUR;
    MeasureCounts counts = panes.total(hour, open).drift();
    if (!counts.groups().isEmpty()) {
      hours.merge(hour, counts, MeasureCounts::merge);
      asked = null;
    }
  }

  /**
   * Forgets hours that no window can ask for any more.
   *
   * @param time event time up to which every window has been told, epoch milliseconds
   */
  void forget(long time) {
    if (moving != null) {
      for (KeyValue<Long, MeasureCounts> old :
          hours.between(Long.MIN_VALUE, time - kept - MovingReference.HOUR)) {
        hours.delete(old.key);
      }
    }
  }

  /**
   * What a window is compared with; null where that is not known yet. Windows that overlap the
   * first period are not compared with it.
   */
  @Nullable MeasureCounts of(long start, MergeState state) {
    if (moving == null) {
      long end = state.firstPane() == Long.MAX_VALUE ? state.time() : state.firstPane() + first;
      return start >= end ? frozen.get(model) : null;
    }
    List<Long> wanted = moving.hours(start, start + size);
    if (!wanted.equals(asked)) {
      List<MeasureCounts> found = new ArrayList<>();
      for (long hour : wanted) {
        MeasureCounts counts = hours.get(hour);
        if (counts != null) {
          found.add(counts);
        }
      }
      asked = wanted;
      sum =
          found.isEmpty()
              ? null
              : found.stream().reduce(MeasureCounts.EMPTY, MeasureCounts::merge).bounded();
    }
    return sum;
  }
}
