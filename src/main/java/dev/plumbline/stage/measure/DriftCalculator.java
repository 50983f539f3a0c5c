package dev.plumbline.stage.measure;

import dev.plumbline.event.DriftMeasure;
import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.Drift;
import dev.plumbline.stage.measure.statistics.PopulationStability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Drift of each signal against the frozen reference. Drift is reported only when the effect size
 * and the p-value both speak: large samples make any p-value small, and small ones make any index
 * large.
 */
final class DriftCalculator {

  private static final double SIGNIFICANCE = 0.01;

  private final Drift drift;

  DriftCalculator(Drift drift) {
    this.drift = drift;
  }

  List<DriftMeasure> measure(Counts now, @Nullable Counts reference) {
    List<DriftMeasure> measures = new ArrayList<>();
    for (Drift.SignalRule rule : drift.signals()) {
      measures.add(measure(rule, now, reference));
    }
    return measures;
  }

  private static DriftMeasure measure(
      Drift.SignalRule rule, Counts now, @Nullable Counts reference) {
    Map<String, Long> mine = histogram(rule.signal(), now);
    Map<String, Long> base = reference == null ? Map.of() : histogram(rule.signal(), reference);
    if (mine.isEmpty() || base.isEmpty()) {
      return measure(rule, null, now.everyone().requests(), 0);
    }
    PopulationStability psi = PopulationStability.of(mine, base);
    return measure(rule, psi, psi.n(), psi.nReference());
  }

  private static DriftMeasure measure(
      Drift.SignalRule rule, @Nullable PopulationStability psi, long n, long nReference) {
    DriftMeasure.Drift verdict = verdict(rule, psi);
    return new DriftMeasure(
        rule.signal().name().toLowerCase(Locale.ROOT),
        GroupCounts.ALL,
        rule.statistic().name().toLowerCase(Locale.ROOT),
        psi == null ? null : psi.index(),
        psi == null ? null : psi.pValue(),
        n,
        nReference,
        rule.tolerance(),
        verdict,
        sentence(rule, psi, verdict));
  }

  private static DriftMeasure.Drift verdict(
      Drift.SignalRule rule, @Nullable PopulationStability psi) {
    if (psi == null) {
      return DriftMeasure.Drift.NOT_ENOUGH_EVIDENCE;
    }
    if (psi.index() <= rule.tolerance()) {
      return DriftMeasure.Drift.STABLE;
    }
    return psi.pValue() < SIGNIFICANCE
        ? DriftMeasure.Drift.DRIFTED
        : DriftMeasure.Drift.NOT_ENOUGH_EVIDENCE;
  }

  private static String sentence(
      Drift.SignalRule rule, @Nullable PopulationStability psi, DriftMeasure.Drift verdict) {
    String signal = rule.signal().name().toLowerCase(Locale.ROOT);
    if (psi == null) {
      return "The reference period of the %s has not closed yet.".formatted(signal);
    }
    return String.format(
        Locale.ROOT,
        "The %s's distribution %s: population stability index %.3f, tolerance %.2f, p = %.2g (%d against %d records).",
        signal,
        verdict == DriftMeasure.Drift.DRIFTED ? "has moved" : "has not clearly moved",
        psi.index(),
        rule.tolerance(),
        psi.pValue(),
        psi.n(),
        psi.nReference());
  }

  private static Map<String, Long> histogram(Drift.Signal signal, Counts counts) {
    String name = signal.name().toLowerCase(Locale.ROOT);
    return counts.signal(name, GroupCounts.ALL, GroupCounts.ALL).bins();
  }
}
