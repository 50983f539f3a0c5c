package dev.plumbline.stage.measure;

import dev.plumbline.event.DriftMeasure;
import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.Drift;
import dev.plumbline.policy.Drift.SignalRule;
import dev.plumbline.policy.Signal;
import dev.plumbline.stage.measure.statistics.ChiSquare;
import dev.plumbline.stage.measure.statistics.JensenShannon;
import dev.plumbline.stage.measure.statistics.KolmogorovSmirnov;
import dev.plumbline.stage.measure.statistics.PopulationStability;
import dev.plumbline.stage.measure.statistics.Wasserstein;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One rule's distribution of one group beside its reference.
 *
 * @param effect null when it cannot be told
 * @param pValue null when it cannot be told
 * @param words how the medians moved, or why there is no effect
 */
record Comparison(
    SignalRule rule,
    String attribute,
    String group,
    long n,
    long nReference,
    @Nullable Double effect,
    @Nullable Double pValue,
    String words) {

  /**
   * @param reference null before there is one
   * @param minimumSize records that both sides must have
   */
  static Comparison of(
      SignalRule rule,
      String attribute,
      String group,
      Distribution now,
      @Nullable Distribution reference,
      long minimumSize) {
    boolean ordered = rule.statistic().ordered();
    Distribution base = reference == null ? Distribution.EMPTY : reference;
    Distribution mine = ordered ? now.numbers() : now;
    base = ordered ? base.numbers() : base;
    long n = mine.total();
    long m = base.total();
    if (reference == null) {
      return unknown(rule, attribute, group, n, m, "the reference period has not closed yet");
    }
    if (Math.min(n, m) < minimumSize) {
      String few = "%d against %d records, and %d are needed".formatted(n, m, minimumSize);
      return unknown(rule, attribute, group, n, m, few);
    }
    Aligned bins = Aligned.of(rule.signal(), mine, base);
    Double effect = effect(rule, bins);
    return effect == null
        ? unknown(
            rule, attribute, group, n, m, "the reference has one value only, and no deviation")
        : new Comparison(
            rule, attribute, group, n, m, effect, pValue(rule, bins), medians(rule, mine, base));
  }

  private static Comparison unknown(
      SignalRule rule, String attribute, String group, long n, long nReference, String why) {
    return new Comparison(rule, attribute, group, n, nReference, null, null, why);
  }

  private static @Nullable Double effect(SignalRule rule, Aligned bins) {
    return switch (rule.statistic()) {
      case PSI -> PopulationStability.index(bins.coarse());
      case JENSEN_SHANNON -> JensenShannon.distance(bins.coarse());
      case CHI_SQUARE -> ChiSquare.cramersV(bins.coarse());
      case KOLMOGOROV_SMIRNOV -> KolmogorovSmirnov.distance(bins.fine());
      case WASSERSTEIN ->
          Wasserstein.standardised(bins.fine()).stream().boxed().findFirst().orElse(null);
    };
  }

  /** Statistics without a test of their own have the chi-square test's. */
  private static double pValue(SignalRule rule, Aligned bins) {
    return rule.statistic() == Drift.Statistic.KOLMOGOROV_SMIRNOV
        ? KolmogorovSmirnov.pValue(bins.fine())
        : ChiSquare.pValue(bins.coarse());
  }

  private static String medians(SignalRule rule, Distribution now, Distribution reference) {
    NumericBins scale = Signals.bins(rule.signal());
    boolean numbers = now.total() == now.numbers().total();
    if (!numbers || reference.total() != reference.numbers().total()) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        ", median %.3g where it was %.3g",
        now.quantile(0.5, scale),
        reference.quantile(0.5, scale));
  }

  /** Whether this is one of the comparisons that could be wrong by chance. */
  boolean tested() {
    return pValue != null;
  }

  /**
   * @param level below which a p-value speaks
   */
  DriftMeasure measure(double level) {
    DriftMeasure.Drift verdict = verdict(level);
    return new DriftMeasure(
        rule.signal().name(),
        attribute,
        group,
        rule.statistic().label(),
        effect,
        pValue,
        level,
        n,
        nReference,
        rule.tolerance(),
        verdict,
        sentence(verdict, level));
  }

  private DriftMeasure.Drift verdict(double level) {
    if (effect == null || pValue == null) {
      return DriftMeasure.Drift.NOT_ENOUGH_EVIDENCE;
    }
    if (effect <= rule.tolerance()) {
      return DriftMeasure.Drift.STABLE;
    }
    return pValue < level ? DriftMeasure.Drift.DRIFTED : DriftMeasure.Drift.NOT_ENOUGH_EVIDENCE;
  }

  private String sentence(DriftMeasure.Drift verdict, double level) {
    if (effect == null || pValue == null) {
      return "No evidence about %s: %s.".formatted(what(), words);
    }
    return String.format(
        Locale.ROOT,
        "The distribution of %s %s: %s %.3f, tolerance %.2f, p = %.2g (level %.2g), %d against %d records%s.",
        what(),
        verdict == DriftMeasure.Drift.DRIFTED ? "has moved" : "has not clearly moved",
        rule.statistic().words(),
        effect,
        rule.tolerance(),
        pValue,
        level,
        n,
        nReference,
        words);
  }

  private String what() {
    if (rule.signal().kind() == Signal.Kind.GROUP_SHARE) {
      return "the groups of " + attribute;
    }
    String signal = "the " + rule.signal().name().replace('_', ' ').replace("feature:", "feature ");
    return attribute.equals(GroupCounts.ALL)
        ? signal
        : "%s of %s=%s".formatted(signal, attribute, group);
  }
}
