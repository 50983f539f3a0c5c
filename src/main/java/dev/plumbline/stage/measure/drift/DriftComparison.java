package dev.plumbline.stage.measure.drift;

import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.DriftShift;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.statistics.FigureWords;
import dev.plumbline.statistics.distance.ChiSquare;
import dev.plumbline.statistics.distance.JensenShannon;
import dev.plumbline.statistics.distance.KolmogorovSmirnov;
import dev.plumbline.statistics.distance.PopulationStability;
import dev.plumbline.statistics.distance.WassersteinDistance;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One subject's distribution beside its reference.
 *
 * @param effect null when it cannot be told
 * @param pValue null when it cannot be told
 * @param why there is no effect; empty where there is one
 */
record DriftComparison(
    DriftPopulation subject,
    long n,
    long nReference,
    @Nullable Double effect,
    @Nullable Double pValue,
    String why,
    DriftDetail detail) {

  /**
   * @param reference null before there is one
   * @param minimumSize records that both sides must have
   * @param absent why there is no reference, where there is none
   */
  static DriftComparison of(
      DriftPopulation subject,
      SignalHistograms now,
      @Nullable SignalHistograms reference,
      long minimumSize,
      String absent) {
    Histogram mine = subject.in(now);
    Histogram base = reference == null ? Histogram.EMPTY : subject.in(reference);
    long n = mine.total();
    long m = base.total();
    if (reference == null) {
      return unknown(subject, n, m, absent);
    }
    if (Math.min(n, m) < minimumSize) {
      String few = "%d against %d records, and %d are needed".formatted(n, m, minimumSize);
      return unknown(subject, n, m, few);
    }
    return subject.rule().signal().kind() == DriftSignal.Kind.NEW
        ? compared(subject, NewCategories.of(mine, base), NewCategories.of(base, base))
        : compared(subject, mine, base);
  }

  private static DriftComparison compared(DriftPopulation subject, Histogram mine, Histogram base) {
    SignalRule rule = subject.rule();
    AlignedHistograms bins = AlignedHistograms.of(rule.signal(), mine, base);
    Double effect = effect(rule, bins);
    if (effect == null) {
      String one = "the reference has one value only, and no deviation";
      return unknown(subject, mine.total(), base.total(), one);
    }
    List<DriftShift> moved = DriftShifts.of(rule.statistic(), bins);
    return new DriftComparison(
        subject,
        mine.total(),
        base.total(),
        effect,
        pValue(rule, bins),
        "",
        DriftDetail.of(rule.signal(), moved, mine, base));
  }

  private static DriftComparison unknown(
      DriftPopulation subject, long n, long nReference, String why) {
    return new DriftComparison(subject, n, nReference, null, null, why, DriftDetail.NONE);
  }

  private static @Nullable Double effect(SignalRule rule, AlignedHistograms bins) {
    return switch (rule.statistic()) {
      case PSI -> PopulationStability.index(bins.coarse());
      case JENSEN_SHANNON -> JensenShannon.distance(bins.coarse());
      case CHI_SQUARE -> ChiSquare.cramersV(bins.coarse());
      case KOLMOGOROV_SMIRNOV -> KolmogorovSmirnov.distance(bins.fine());
      case WASSERSTEIN ->
          WassersteinDistance.standardised(bins.fine()).stream().boxed().findFirst().orElse(null);
    };
  }

  /** Statistics without a test of their own have the chi-square test's. */
  private static double pValue(SignalRule rule, AlignedHistograms bins) {
    return rule.statistic() == Statistic.KOLMOGOROV_SMIRNOV
        ? KolmogorovSmirnov.pValue(bins.fine())
        : ChiSquare.pValue(bins.coarse());
  }

  /** Whether this is one of the comparisons that could be wrong by chance. */
  boolean tested() {
    return pValue != null;
  }

  /**
   * @param level below which a p-value speaks
   */
  DriftMeasure measure(double level) {
    SignalRule rule = subject.rule();
    DriftMeasure.Drift verdict = verdict(rule, level);
    return new DriftMeasure(
        rule.signal().name(),
        subject.attribute(),
        subject.group(),
        rule.statistic().label(),
        effect,
        pValue,
        level,
        n,
        nReference,
        rule.tolerance(),
        verdict,
        sentence(rule, verdict, level),
        verdict == DriftMeasure.Drift.DRIFTED ? detail.moved() : List.of(),
        detail.now(),
        detail.reference());
  }

  private DriftMeasure.Drift verdict(SignalRule rule, double level) {
    if (effect == null || pValue == null) {
      return DriftMeasure.Drift.NOT_ENOUGH_EVIDENCE;
    }
    if (effect <= rule.tolerance()) {
      return DriftMeasure.Drift.STABLE;
    }
    return pValue < level ? DriftMeasure.Drift.DRIFTED : DriftMeasure.Drift.NOT_ENOUGH_EVIDENCE;
  }

  private String sentence(SignalRule rule, DriftMeasure.Drift verdict, double level) {
    if (effect == null || pValue == null) {
      return "No evidence about %s: %s.".formatted(subject.words(), why);
    }
    return String.format(
        Locale.ROOT,
        "The distribution of %s %s: %s %.3f, tolerance %s, p = %.2g (level %.2g), %d against %d records%s.",
        subject.words(),
        verdict == DriftMeasure.Drift.DRIFTED ? "has moved" : "has not clearly moved",
        rule.statistic().words(),
        effect,
        FigureWords.asWritten(rule.tolerance()),
        pValue,
        level,
        n,
        nReference,
        verdict == DriftMeasure.Drift.DRIFTED ? detail.words(rule.signal()) : detail.medians());
  }
}
