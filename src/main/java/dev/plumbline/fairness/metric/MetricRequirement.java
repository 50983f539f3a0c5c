package dev.plumbline.fairness.metric;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.statistics.DesignEffect;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one side must have for a metric to say anything.
 *
 * @param count how many there are
 * @param counted the same by counts, for those whose subject is known
 * @param design how much fewer independent ones they are worth
 * @param words of whom
 */
public record MetricRequirement(
    ToLongFunction<ComparedGroup> count,
    ToLongFunction<GroupCounts> counted,
    Function<ComparedGroup, DesignEffect> design,
    String words,
    Amount amount) {

  private MetricRequirement(
      ToLongFunction<ComparedGroup> count,
      ToLongFunction<GroupCounts> counted,
      Function<ComparedGroup, DesignEffect> design,
      String words) {
    this(count, counted, design, words, Amount.SIZE);
  }

  /** Of what one is enough. */
  private MetricRequirement(ToLongFunction<ComparedGroup> count, String words) {
    this(count, GroupCounts::requests, side -> DesignEffect.NONE, words, Amount.ANY);
  }

  /** Times a minimum: rounding alone must not make ten independent ones fewer than ten. */
  public static final double ALMOST = 1 - 1e-9;

  /** How many there must be. */
  public enum Amount {
    /** As many as the policy's minimum size: the figure is about them. */
    SIZE,
    /** One: without any, the figure is not defined. */
    ANY
  }

  static final MetricRequirement REQUESTS =
      new MetricRequirement(
          side -> side.counts().requests(),
          GroupCounts::requests,
          side -> side.design(OutcomeRate.SELECTION),
          "requests");
  static final MetricRequirement SCORES =
      new MetricRequirement(
          side -> side.counts().requests(),
          GroupCounts::requests,
          side -> side.scoreDesign(OutcomeRate.SELECTION),
          "requests");
  static final MetricRequirement LABELLED =
      new MetricRequirement(
          side -> side.counts().labelled(),
          GroupCounts::labelled,
          ComparedGroup::labelledDesign,
          "requests with a label");
  static final MetricRequirement POSITIVES = some(OutcomeRate.TRUE_POSITIVE);
  static final MetricRequirement NEGATIVES = some(OutcomeRate.FALSE_POSITIVE);

  static final MetricRequirement POSITIVE_SCORES =
      new MetricRequirement(
          side -> side.scores().positives().total(),
          GroupCounts::positives,
          side -> side.scoreDesign(OutcomeRate.TRUE_POSITIVE),
          OutcomeRate.TRUE_POSITIVE.whose());
  static final MetricRequirement NEGATIVE_SCORES =
      new MetricRequirement(
          side -> side.scores().negatives().total(),
          GroupCounts::negatives,
          side -> side.scoreDesign(OutcomeRate.FALSE_POSITIVE),
          OutcomeRate.FALSE_POSITIVE.whose());
  static final MetricRequirement LABELLED_SCORES =
      new MetricRequirement(
          side -> side.scores().labelled(),
          GroupCounts::labelled,
          side -> side.scoreDesign(OutcomeRate.DECISION_ACCURACY),
          "requests with a label");
  static final MetricRequirement RESIDUALS =
      new MetricRequirement(
          side -> side.scores().residuals().n(),
          GroupCounts::labelled,
          side -> side.design(ScoreMean.RESIDUAL),
          ScoreMean.RESIDUAL.whose());
  static final MetricRequirement BENEFIT =
      new MetricRequirement(side -> side.theil().known() ? 1 : 0, "requests with a benefit");

  /** Requests that have the figure, and figures that vary: of equal ones nothing says how sure. */
  static List<MetricRequirement> forMean(ScoreMean mean) {
    MetricRequirement spread =
        new MetricRequirement(
            side -> side.scores().moments(mean).spread() ? 1 : 0,
            mean.ofLabels() ? "labels minus scores that vary" : "scores that vary");
    // However much the design effect is taken for: what is left must still be two, and vary.
    MetricRequirement several =
        new MetricRequirement(
            side ->
                side.scores().moments(mean).dividedBy(side.design(mean).largest()).spread() ? 1 : 0,
            mean.ofLabels()
                ? "labels minus scores worth two independent ones"
                : "scores worth two independent ones");
    return mean.ofLabels()
        ? List.of(LABELLED, spread, several, RESIDUALS)
        : List.of(spread, several, SCORES);
  }

  /** Requests that could succeed. */
  static MetricRequirement some(OutcomeRate rate) {
    return new MetricRequirement(
        side -> rate.trials(side.counts()), rate::trials, side -> side.design(rate), rate.whose());
  }

  /** Requests that did: what is divided by. */
  static MetricRequirement successes(OutcomeRate rate) {
    return new MetricRequirement(
        side -> rate.successes(side.counts()), rate.words() + " above zero");
  }

  /**
   * @param minimum the policy's minimum size
   */
  public boolean met(ComparedGroup side, long minimum) {
    return missing(side, minimum) == null;
  }

  /** How many independent ones they are worth. */
  public double worth(ComparedGroup side) {
    return count.applyAsLong(side) / design.apply(side).value();
  }

  /** How many of them have no known subject. */
  public long unknown(ComparedGroup side) {
    return counted.applyAsLong(side.counts()) - side.subjects().total(counted);
  }

  /** Null when the side has it. */
  public @Nullable String missing(ComparedGroup side, long minimum) {
    long has = count.applyAsLong(side);
    if (has < (amount == Amount.ANY ? 1 : minimum)) {
      return has > 0
          ? "%s has %d %s of at least %d".formatted(side.name(), has, words, minimum)
          : "%s has no %s".formatted(side.name(), words);
    }
    if (amount == Amount.SIZE && !side.subjects().isEmpty() && worth(side) < minimum * ALMOST) {
      return String.format(
          Locale.ROOT,
          "%s has %d %s, worth %.1f independent ones of at least %d",
          side.name(),
          has,
          words,
          worth(side),
          minimum);
    }
    return null;
  }
}
