package dev.plumbline.fairness.metric;

import dev.plumbline.policy.OutcomeRate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one side must have for a metric to say anything.
 *
 * @param count how many there are
 * @param words of whom
 */
public record MetricRequirement(ToLongFunction<ComparedGroup> count, String words, Amount amount) {

  /** How many there must be. */
  public enum Amount {
    /** As many as the policy's minimum size: the figure is about them. */
    SIZE,
    /** One: without any, the figure is not defined. */
    ANY
  }

  static final MetricRequirement REQUESTS =
      new MetricRequirement(side -> side.counts().requests(), "requests", Amount.SIZE);
  static final MetricRequirement LABELLED =
      new MetricRequirement(side -> side.counts().labelled(), "requests with a label", Amount.SIZE);
  static final MetricRequirement POSITIVES = some(OutcomeRate.TRUE_POSITIVE);
  static final MetricRequirement NEGATIVES = some(OutcomeRate.FALSE_POSITIVE);

  static final MetricRequirement POSITIVE_SCORES =
      new MetricRequirement(
          side -> side.scores().positives().total(),
          OutcomeRate.TRUE_POSITIVE.whose(),
          Amount.SIZE);
  static final MetricRequirement NEGATIVE_SCORES =
      new MetricRequirement(
          side -> side.scores().negatives().total(),
          OutcomeRate.FALSE_POSITIVE.whose(),
          Amount.SIZE);
  static final MetricRequirement LABELLED_SCORES =
      new MetricRequirement(side -> side.scores().labelled(), "requests with a label", Amount.SIZE);
  static final MetricRequirement SPREAD =
      new MetricRequirement(
          side -> side.scores().moments().spread() ? 1 : 0, "scores that vary", Amount.ANY);
  static final MetricRequirement BENEFIT =
      new MetricRequirement(
          side -> side.theil().known() ? 1 : 0, "requests with a benefit", Amount.ANY);

  /** Requests that could succeed. */
  static MetricRequirement some(OutcomeRate rate) {
    return new MetricRequirement(side -> rate.trials(side.counts()), rate.whose(), Amount.SIZE);
  }

  /** Requests that did: what is divided by. */
  static MetricRequirement successes(OutcomeRate rate) {
    return new MetricRequirement(
        side -> rate.successes(side.counts()), rate.words() + " above zero", Amount.ANY);
  }

  /**
   * @param minimum the policy's minimum size
   */
  public boolean met(ComparedGroup side, long minimum) {
    return count.applyAsLong(side) >= (amount == Amount.SIZE ? minimum : 1);
  }

  /** Null when the side has it. */
  public @Nullable String missing(ComparedGroup side, long minimum) {
    if (met(side, minimum)) {
      return null;
    }
    long has = count.applyAsLong(side);
    return has > 0
        ? "%s has %d %s of at least %d".formatted(side.name(), has, words, minimum)
        : "%s has no %s".formatted(side.name(), words);
  }
}
