package dev.plumbline.stage.measure.drift;

import dev.plumbline.event.measure.DriftShift;
import dev.plumbline.event.measure.DriftSide;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.record.SignalReader;
import dev.plumbline.statistics.dyadic.DyadicCounts;
import dev.plumbline.statistics.dyadic.ValueScale;
import dev.plumbline.statistics.dyadic.ValueSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What moved, and where both sides lie.
 *
 * @param moved the bins that moved most, whatever the verdict
 * @param now of the window's numbers; null without any
 * @param reference of the reference's numbers; null without any
 * @param medians how the medians moved, in words; empty where there are categories
 */
record DriftDetail(
    List<DriftShift> moved,
    @Nullable DriftSide now,
    @Nullable DriftSide reference,
    String medians) {

  static final DriftDetail NONE = new DriftDetail(List.of(), null, null, "");

  static DriftDetail of(
      DriftSignal signal, List<DriftShift> moved, Histogram now, Histogram reference) {
    ValueScale scale = SignalReader.scale(signal);
    DriftSide mine = side(now.numbers(), scale);
    DriftSide base = side(reference.numbers(), scale);
    boolean ordered = !now.hasCategories() && !reference.hasCategories();
    return new DriftDetail(
        moved, mine, base, ordered && mine != null && base != null ? medians(mine, base) : "");
  }

  /** Of a signal that drifted, for the end of a sentence. */
  String words(DriftSignal signal) {
    return medians + DriftShifts.words(signal, moved, !medians.isEmpty());
  }

  private static @Nullable DriftSide side(DyadicCounts numbers, ValueScale scale) {
    if (numbers.total() == 0) {
      return null;
    }
    ValueSummary summary = ValueSummary.of(numbers, scale);
    return new DriftSide(summary.mean(), summary.median(), summary.spread());
  }

  private static String medians(DriftSide now, DriftSide reference) {
    double allowed = Math.abs(now.median() - reference.median()) / 20;
    return ", median %s where it was %s"
        .formatted(
            ShortNumbers.rounded(now.median(), allowed),
            ShortNumbers.rounded(reference.median(), allowed));
  }
}
