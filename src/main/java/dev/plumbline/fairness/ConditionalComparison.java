package dev.plumbline.fairness;

import dev.plumbline.event.measure.ConditionalGap;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.GroupNames;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.FigureWords;
import dev.plumbline.statistics.GapSplit;
import dev.plumbline.statistics.IntervalEstimate;
import dev.plumbline.statistics.StratifiedRates;
import dev.plumbline.statistics.Stratum;
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
    List<String> without = new ArrayList<>();
    for (String level : group.levels().keySet()) {
      Stratum stratum = new Stratum(rate(group.level(level)), rate(reference.level(level)));
      if (stratum.mine().trials() + stratum.theirs().trials() > 0) {
        strata.add(stratum);
        if (!stratum.comparable()) {
          without.add(level);
        }
      }
    }
    List<Stratum> comparable = strata.stream().filter(Stratum::comparable).toList();
    String missing = missing(group, reference, comparable);
    FindingSides sides = sides(group, reference, comparable);
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
    return judged(finding(sides, reference, new StratifiedRates(comparable), gap), gap);
  }

  private FairnessMeasure judged(FairnessFinding finding, @Nullable ConditionalGap gap) {
    return finding.judged(rule.metric(), rule.tolerance()).within(rule.label(), gap);
  }

  private OutcomeRate rateCompared() {
    return rule.metric().rates().get(0);
  }

  private BinomialProportion rate(GroupCounts counts) {
    return new BinomialProportion(rateCompared().successes(counts), rateCompared().trials(counts));
  }

  private FindingSides sides(LeveledGroup group, LeveledGroup reference, List<Stratum> comparable) {
    return new FindingSides(
        group.attribute(),
        Comparison.REFERENCE,
        new FindingSide(group.name(), mine(comparable)),
        new FindingSide(reference.name(), theirs(comparable)));
  }

  private static long mine(List<Stratum> strata) {
    return strata.stream().mapToLong(stratum -> stratum.mine().trials()).sum();
  }

  private static long theirs(List<Stratum> strata) {
    return strata.stream().mapToLong(stratum -> stratum.theirs().trials()).sum();
  }

  private String missing(LeveledGroup group, LeveledGroup reference, List<Stratum> comparable) {
    String text = "in levels that both are in, %s has %d %s of at least %d";
    if (mine(comparable) < minimum) {
      return text.formatted(group.words(), mine(comparable), rateCompared().whose(), minimum);
    }
    if (theirs(comparable) < minimum) {
      return text.formatted(reference.words(), theirs(comparable), rateCompared().whose(), minimum);
    }
    boolean divisible = !rule.metric().ratio() || new StratifiedRates(comparable).divisible();
    return divisible ? "" : reference.words() + " has no " + rateCompared().words() + " above zero";
  }

  private FairnessFinding finding(
      FindingSides sides, LeveledGroup reference, StratifiedRates rates, ConditionalGap gap) {
    boolean ratio = rule.metric().ratio();
    IntervalEstimate estimate =
        ratio ? rates.ratio(ConfidenceLevel.USUAL) : rates.difference(ConfidenceLevel.USUAL);
    String value =
        ratio
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
