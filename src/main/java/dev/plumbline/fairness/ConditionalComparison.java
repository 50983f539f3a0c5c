package dev.plumbline.fairness;

import dev.plumbline.event.measure.ConditionalGap;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.GroupRate;
import dev.plumbline.fairness.metric.MetricRequirement;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.ClusteredRate;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.DesignEffect;
import dev.plumbline.statistics.FigureWords;
import dev.plumbline.statistics.IntervalEstimate;
import dev.plumbline.statistics.strata.GapSplit;
import dev.plumbline.statistics.strata.StratifiedRates;
import dev.plumbline.statistics.strata.Stratum;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A group's rate against its reference's within the levels of an attribute or factor.
 *
 * @param rule of a metric of one rate
 * @param minimum of how many requests each side's figure must be, in levels that both sides are in
 */
record ConditionalComparison(FairnessRule rule, long minimum) {

  FairnessMeasure measure(LeveledGroup group, LeveledGroup reference) {
    List<Stratum> strata = new ArrayList<>();
    List<String> shared = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (String level : group.levels().keySet()) {
      Stratum stratum = new Stratum(rate(group.level(level)), rate(reference.level(level)));
      if (stratum.mine().trials() + stratum.theirs().trials() > 0) {
        strata.add(stratum);
        (stratum.comparable() ? shared : without).add(level);
      }
    }
    List<Stratum> comparable = strata.stream().filter(Stratum::comparable).toList();
    FindingSide mine = side(group, shared);
    FindingSide theirs = side(reference, shared);
    FindingSides sides = new FindingSides(group.attribute(), Comparison.REFERENCE, mine, theirs);
    String missing = missing(group, reference, sides, comparable);
    if (!missing.isEmpty()) {
      String text = "%s: not enough evidence on the %s within levels of %s: %s";
      return judged(
          new FairnessFinding(
              sides,
              null,
              text.formatted(group.words(), rateCompared().words(), rule.given(), missing),
              ""),
          null);
    }
    GapSplit split = GapSplit.between(strata);
    ConditionalGap gap =
        new ConditionalGap(rule.given(), split.gap(), split.mix(), split.treatment(), without);
    double effect = effect(group, reference, shared).at(ConfidenceLevel.USUAL);
    IntervalEstimate estimate = estimate(new StratifiedRates(comparable), effect);
    return judged(finding(sides, reference, estimate, gap), gap);
  }

  private FairnessMeasure judged(FairnessFinding finding, @Nullable ConditionalGap gap) {
    return finding.judged(rule.metric(), rule.tolerance()).within(rule.label(), gap);
  }

  private OutcomeRate rateCompared() {
    return rule.metric().rates().get(0);
  }

  private BinomialProportion rate(ComparedGroup side) {
    return new BinomialProportion(
        rateCompared().successes(side.counts()), rateCompared().trials(side.counts()));
  }

  private FindingSide side(LeveledGroup side, List<String> levels) {
    long trials = 0;
    long known = 0;
    for (String level : levels) {
      trials += rateCompared().trials(side.level(level).counts());
      known += side.level(level).subjects().total(rateCompared()::trials);
    }
    double effect = known == 0 ? 1 : DesignEffect.of(rates(side, levels)).value();
    return new FindingSide(side.name(), trials, trials / effect, trials - known);
  }

  /** A subject may be in several levels: what counts is what it moves the pooled figure by. */
  private DesignEffect effect(LeveledGroup group, LeveledGroup reference, List<String> levels) {
    List<ClusteredRate> rates = new ArrayList<>();
    for (String level : levels) {
      ClusteredRate mine = clustered(group.level(level));
      ClusteredRate theirs = clustered(reference.level(level));
      double weight = new Stratum(mine.all(), theirs.all()).weight();
      rates.add(mine.weighing(weight));
      rates.add(theirs.weighing(-weight));
    }
    return DesignEffect.of(rates);
  }

  /** One side's, by how many of it are in each level. */
  private List<ClusteredRate> rates(LeveledGroup side, List<String> levels) {
    return levels.stream()
        .map(level -> clustered(side.level(level)))
        .map(rate -> rate.weighing(rate.all().trials()))
        .toList();
  }

  private ClusteredRate clustered(ComparedGroup side) {
    return side.subjects().rate(GroupRate.of(rateCompared()), side.counts());
  }

  private String missing(
      LeveledGroup group, LeveledGroup reference, FindingSides sides, List<Stratum> comparable) {
    String missing = missing(group.words(), sides.group());
    if (missing.isEmpty()) {
      missing = missing(reference.words(), sides.reference());
    }
    if (!missing.isEmpty()) {
      return missing;
    }
    boolean divisible = !rule.metric().ratio() || new StratifiedRates(comparable).divisible();
    return divisible ? "" : reference.words() + " has no " + rateCompared().words() + " above zero";
  }

  private String missing(String words, FindingSide side) {
    String has = "in levels that both are in, %s has %d %s";
    String text = has.formatted(words, side.requests(), rateCompared().whose());
    if (side.requests() < minimum) {
      return text + " of at least " + minimum;
    }
    return side.worth() < minimum * MetricRequirement.ALMOST
        ? String.format(
            Locale.ROOT,
            "%s, worth %.1f independent ones of at least %d",
            text,
            side.worth(),
            minimum)
        : "";
  }

  /**
   * The effect widens the interval and leaves the trials as they are: a level may have few of them,
   * and less than one divided by the effect would say nothing of its own variance.
   *
   * @param effect how many times as large the pooled figure's variance is
   */
  private IntervalEstimate estimate(StratifiedRates rates, double effect) {
    ConfidenceLevel wider = ConfidenceLevel.USUAL.widenedBy(effect);
    return rule.metric().ratio() ? rates.ratio(wider) : rates.difference(wider);
  }

  private FairnessFinding finding(
      FindingSides sides, LeveledGroup reference, IntervalEstimate estimate, ConditionalGap gap) {
    String value =
        rule.metric().ratio()
            ? "ratio " + FigureWords.figure(estimate.value())
            : "gap " + FigureWords.gap(estimate.value());
    return new FairnessFinding(
        sides,
        estimate,
        String.format(
            Locale.ROOT,
            "%s=%s: %s against %s within levels of %s; %s",
            sides.attribute(),
            sides.group().group(),
            rateCompared().words(),
            reference.words(),
            rule.given(),
            value),
        remark(gap));
  }

  private static String remark(ConditionalGap gap) {
    String parts =
        "Over all levels the gap is %s: %s of it is mix, %s treatment."
            .formatted(
                FigureWords.gap(gap.gap()),
                FigureWords.gap(gap.mix()),
                FigureWords.gap(gap.treatment()));
    return gap.without().isEmpty()
        ? parts
        : parts
            + gap.without().stream()
                .map(GroupNames::words)
                .collect(Collectors.joining(", ", " Only one side is in ", "."));
  }
}
