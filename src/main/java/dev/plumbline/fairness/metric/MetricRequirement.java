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
    /** As many as make a group large enough. */
    SIZE,
    /** As many as a figure that is about them needs. */
    TRIALS,
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
          Amount.TRIALS);
  static final MetricRequirement NEGATIVE_SCORES =
      new MetricRequirement(
          side -> side.scores().negatives().total(),
          OutcomeRate.FALSE_POSITIVE.whose(),
          Amount.TRIALS);
  static final MetricRequirement LABELLED_SCORES =
      new MetricRequirement(
          side -> side.scores().labelled(), "requests with a label", Amount.TRIALS);
  static final MetricRequirement SPREAD =
      new MetricRequirement(
          side -> side.scores().moments().spread() ? 1 : 0, "scores that vary", Amount.ANY);
  static final MetricRequirement BENEFIT =
      new MetricRequirement(
          side -> side.theil().known() ? 1 : 0, "requests with a benefit", Amount.ANY);

  /** Requests that could succeed. */
  static MetricRequirement some(OutcomeRate rate) {
    return new MetricRequirement(side -> rate.trials(side.counts()), rate.whose(), Amount.TRIALS);
  }

  /** Requests that did: what is divided by. */
  static MetricRequirement successes(OutcomeRate rate) {
    return new MetricRequirement(
        side -> rate.successes(side.counts()), rate.words() + " above zero", Amount.ANY);
  }

  /** Enough of all requests, or of those with a label, as the rate is about. */
  static MetricRequirement size(OutcomeRate rate) {
    return rate == OutcomeRate.SELECTION ? REQUESTS : LABELLED;
  }

  public boolean met(ComparedGroup side, MinimumEvidence minimum) {
    return count.applyAsLong(side) >= least(minimum);
  }

  /** Null when the side has it. */
  public @Nullable String missing(ComparedGroup side, MinimumEvidence minimum) {
    if (met(side, minimum)) {
      return null;
    }
    long least = least(minimum);
    return amount == Amount.SIZE || least > 1
        ? "%s has %d %s of at least %d"
            .formatted(side.name(), count.applyAsLong(side), words, least)
        : "%s has no %s".formatted(side.name(), words);
  }

  private long least(MinimumEvidence minimum) {
    return switch (amount) {
      case SIZE -> minimum.size();
      case TRIALS -> minimum.trials();
      case ANY -> 1;
    };
  }
}
