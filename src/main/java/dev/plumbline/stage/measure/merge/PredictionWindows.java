package dev.plumbline.stage.measure.merge;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.state.PaneStore;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import dev.plumbline.stage.measure.window.WindowCalculator;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** One model's panes by prediction time, and the windows that are the sums of them. */
final class PredictionWindows {

  private final PaneStore<MeasureCounts> panes;
  private final PaneStore<WindowState> windows;
  private final WindowCalculator calculator;
  private final Publication publication;
  private final Consumer<MergeOutput> out;
  private final long size;
  private final long advance;
  private final long grace;
  private final long horizon;
  private final long panesKept;

  /** Starts of windows that changed since they were published; the store says the same. */
  private final TreeSet<Long> changed = new TreeSet<>();

  PredictionWindows(
      Policy policy,
      PaneStore<MeasureCounts> panes,
      PaneStore<WindowState> windows,
      Publication publication,
      Consumer<MergeOutput> out) {
    this.panes = panes;
    this.windows = windows;
    this.calculator = new WindowCalculator(policy);
    this.publication = publication;
    this.out = out;
    this.size = policy.windows().size().toMillis();
    this.advance = policy.windows().advance().toMillis();
    this.grace = policy.windows().grace().toMillis();
    this.horizon = policy.windows().labelHorizon().toMillis();
    this.panesKept = DriftReferences.panesKept(policy);
    for (KeyValue<Long, WindowState> window : windows.between(Long.MIN_VALUE, Long.MAX_VALUE)) {
      if (window.value.changed()) {
        changed.add(window.key);
      }
    }
  }

  void add(long pane, MeasureCounts counts) {
    add(pane, counts, CountsDelta.Progress.NONE);
  }

  /**
   * A window that was told as final stays as it was told: a label may find its prediction later
   * than that, because both are kept by the labels' time too, and then counts as evidence alone.
   *
   * @param time event time, epoch milliseconds; {@link CountsDelta.Progress#NONE} before any
   * @return whether the pane was still there
   */
  boolean add(long pane, MeasureCounts counts, long time) {
    long gone = time == CountsDelta.Progress.NONE ? Long.MIN_VALUE : time - horizon - size - grace;
    if (counts.isEmpty() || pane < gone) {
      return false;
    }
    panes.merge(pane, counts, MeasureCounts::merge);
    // An outcome whose request is not there makes no window.
    boolean about = !counts.groups().isEmpty();
    for (long start = pane - size + advance; start <= pane; start += advance) {
      if (start >= gone && !changed.contains(start)) {
        touch(start, about);
      }
    }
    return true;
  }

  private void touch(long start, boolean begins) {
    WindowState window = windows.get(start);
    if (window != null || begins) {
      changed.add(start);
      windows.put(start, window == null ? WindowState.NEW : window.touched());
    }
  }

  /**
   * Publishes changed windows that have closed.
   *
   * @param idle nothing comes any more: what rests is told too
   * @param reference what drift is measured against, by a window's start
   */
  void publish(long time, boolean idle, LongFunction<@Nullable MeasureCounts> reference) {
    publish(new Due(time, time - grace - size, idle, Integer.MAX_VALUE), reference);
  }

  /**
   * What is to be told.
   *
   * @param time event time, epoch milliseconds
   * @param last latest start of a window
   * @param idle nothing comes any more: what rests is told too
   * @param most windows
   */
  record Due(long time, long last, boolean idle, int most) {}

  /**
   * Publishes changed windows, the earliest first.
   *
   * @return whether none is left
   */
  boolean publish(Due due, LongFunction<@Nullable MeasureCounts> reference) {
    long time = due.time();
    int told = 0;
    for (Long next = changed.isEmpty() ? null : changed.first();
        next != null && next <= due.last();
        next = changed.higher(next)) {
      long start = next;
      WindowState window = windows.get(start);
      if (window != null && (due.idle() || window.due(time, start + size, advance))) {
        if (told == due.most()) {
          return false;
        }
        told++;
        publish(start, window, time >= start + size + horizon, reference);
        windows.put(start, window.publishedAt(time));
        changed.remove(start);
      }
    }
    return true;
  }

  void forget(long time, LongFunction<@Nullable MeasureCounts> reference) {
    forget(time, Integer.MAX_VALUE, reference);
  }

  /**
   * Says final for windows that no label can reach any more, then drops them and the panes only
   * they needed; at most so many windows.
   *
   * @return whether none is left
   */
  boolean forget(long time, int most, LongFunction<@Nullable MeasureCounts> reference) {
    long gone = time - horizon - size - grace;
    List<KeyValue<Long, WindowState>> old = windows.between(Long.MIN_VALUE, gone, most);
    for (KeyValue<Long, WindowState> window : old) {
      if (publication == Publication.LIVE) {
        publish(window.key, window.value, true, reference);
      }
      windows.delete(window.key);
      changed.remove(window.key);
    }
    boolean all = old.size() < most;
    long unneeded = all ? gone : old.get(most - 1).key + 1;
    for (KeyValue<Long, MeasureCounts> pane :
        panes.between(Long.MIN_VALUE, Math.min(unneeded, time - panesKept))) {
      panes.delete(pane.key);
    }
    return all;
  }

  /** Windows that changed since they were published. */
  int unpublished() {
    return changed.size();
  }

  /** Of the panes that start in {@code [from, to)}, for readers. */
  MeasureCounts sum(long from, long to) {
    return total(from, to).bounded();
  }

  /** The same with all groups that are counted, to be added to. */
  MeasureCounts total(long from, long to) {
    return panes.between(from, to).stream()
        .map(pane -> pane.value)
        .reduce(MeasureCounts.EMPTY, MeasureCounts::merge);
  }

  /** Start of the first pane that starts in {@code [from, to)}; null when there is none. */
  @Nullable Long earliest(long from, long to) {
    List<KeyValue<Long, MeasureCounts>> first = panes.between(from, to, 1);
    return first.isEmpty() ? null : first.get(0).key;
  }

  private void publish(
      long start,
      WindowState window,
      boolean isFinal,
      LongFunction<@Nullable MeasureCounts> reference) {
    TimeSpan span = new TimeSpan(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + size));
    out.accept(
        new MergeOutput.Window(
            calculator.measure(
                span,
                window.revision(),
                isFinal,
                sum(start, start + size),
                reference.apply(start))));
  }
}
