package dev.plumbline.stage.alert.tally;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.incident.ExcessDecisions;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.ReferenceGroups;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The gap in one rate between a group and whom it is compared with, over a tally.
 *
 * @param gap the group's rate minus the other one, with its 95 % interval
 */
public record TallyGap(
    GroupTally tally,
    OutcomeRate rate,
    BinomialProportion group,
    BinomialProportion reference,
    IntervalEstimate gap) {

  private static final double MILLIS_AN_HOUR = 3_600_000;

  /** Of the metric that a rule is about; empty for drift, scores and metrics of no rates. */
  public static Optional<TallyGap> of(AlertRule rule, @Nullable GroupTally tally) {
    return tally == null ? Optional.empty() : metric(rule).flatMap(metric -> of(metric, tally));
  }

  public static Optional<FairnessMetric> metric(AlertRule rule) {
    return Stream.of(FairnessMetric.values())
        .filter(each -> each.label().equals(rule.metric()))
        .findFirst();
  }

  /** The metric's rate with the larger gap; empty when nobody of a side is counted. */
  private static Optional<TallyGap> of(FairnessMetric metric, GroupTally tally) {
    return rates(metric).stream()
        .filter(rate -> rate.trials(tally.group()) > 0 && rate.trials(tally.reference()) > 0)
        .map(rate -> of(rate, tally))
        .max(Comparator.comparingDouble(each -> Math.abs(each.gap().value())));
  }

  private static TallyGap of(OutcomeRate rate, GroupTally tally) {
    BinomialProportion group = proportion(rate, tally.group());
    BinomialProportion reference = proportion(rate, tally.reference());
    return new TallyGap(tally, rate, group, reference, group.minus(reference));
  }

  private static BinomialProportion proportion(OutcomeRate rate, GroupCounts counts) {
    return new BinomialProportion(rate.successes(counts), rate.trials(counts));
  }

  /** The average of odds is of two rates too. */
  private static List<OutcomeRate> rates(FairnessMetric metric) {
    return metric == FairnessMetric.AVERAGE_ODDS_DIFFERENCE
        ? FairnessMetric.EQUALIZED_ODDS_DIFFERENCE.rates()
        : metric.rates();
  }

  /** Whether it is the group that is worse off, and not whom it is compared with. */
  public boolean groupBehind() {
    return RateWords.of(rate).whenHigh() ? gap.value() > 0 : gap.value() <= 0;
  }

  /** What is counted, in words. */
  public String units() {
    return tally.units().countedBy(rate).words();
  }

  /** How many of those who are worse off were affected. */
  public ExcessDecisions excess() {
    RateWords words = RateWords.of(rate);
    boolean behind = groupBehind();
    BinomialProportion mine = behind ? group : reference;
    BinomialProportion theirs = behind ? reference : group;
    boolean same = behind == words.whenHigh();
    double n = mine.trials();
    double low = n * (same ? gap.low() : -gap.high());
    double high = n * (same ? gap.high() : -gap.low());
    double value = n * Math.abs(gap.value());
    double hours = tally.counted().toMillis() / MILLIS_AN_HOUR;
    return new ExcessDecisions(
        words(behind ? tally.group() : tally.reference()),
        words(behind ? tally.reference() : tally.group()),
        words.adverse(),
        rate.whose(units()),
        tally.from(),
        hours,
        Math.round(mine.trials()),
        Math.round(theirs.trials()),
        words.whenHigh() ? mine.rate() : 1 - mine.rate(),
        words.whenHigh() ? theirs.rate() : 1 - theirs.rate(),
        value,
        low,
        high,
        value / hours,
        low / hours,
        high / hours);
  }

  /** A group as sentences name it: its attribute too, unless it is everyone else. */
  public static String words(GroupCounts counts) {
    String group = GroupNames.words(counts.group());
    return ReferenceGroups.isRest(counts.group()) ? group : counts.attribute() + "=" + group;
  }
}
