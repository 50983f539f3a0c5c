package dev.plumbline.fairness.metric;

import dev.plumbline.policy.OutcomeRate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one side must have for a metric to say anything.
 *
 * @param count how many there are
 * @param words of whom
 * @param large whether the policy's minimum size is asked for; else one is enough
 */
public record MetricRequirement(ToLongFunction<ComparedGroup> count, String words, boolean large) {

  static final MetricRequirement REQUESTS =
      new MetricRequirement(side -> side.counts().requests(), "people", true);
  static final MetricRequirement LABELLED =
      new MetricRequirement(side -> side.counts().labelled(), "people with a label", true);
  static final MetricRequirement POSITIVES = some(OutcomeRate.TRUE_POSITIVE);
  static final MetricRequirement NEGATIVES = some(OutcomeRate.FALSE_POSITIVE);

  static final MetricRequirement POSITIVE_SCORES =
      new MetricRequirement(
          side -> ScoreSums.total(side.scores().positives()),
          OutcomeRate.TRUE_POSITIVE.whose(),
          false);
  static final MetricRequirement NEGATIVE_SCORES =
      new MetricRequirement(
          side -> ScoreSums.total(side.scores().negatives()),
          OutcomeRate.FALSE_POSITIVE.whose(),
          false);
  static final MetricRequirement LABELLED_SCORES =
      new MetricRequirement(side -> side.scores().labelled(), "people with a label", false);
  static final MetricRequirement SPREAD =
      new MetricRequirement(
          side -> side.scores().moments().spread() ? 1 : 0, "scores that vary", false);
  static final MetricRequirement BENEFIT =
      new MetricRequirement(side -> side.theil().known() ? 1 : 0, "people who benefit", false);

  /** Somebody who could succeed. */
  static MetricRequirement some(OutcomeRate rate) {
    return new MetricRequirement(side -> rate.trials(side.counts()), rate.whose(), false);
  }

  /** Somebody who did: what is divided by. */
  static MetricRequirement successes(OutcomeRate rate) {
    return new MetricRequirement(
        side -> rate.successes(side.counts()), rate.words() + " above zero", false);
  }

  /** People enough for the rate's minimum. */
  static MetricRequirement people(OutcomeRate rate) {
    return rate == OutcomeRate.SELECTION ? REQUESTS : LABELLED;
  }

  public boolean met(ComparedGroup side, long minimumSize) {
    return count.applyAsLong(side) >= (large ? minimumSize : 1);
  }

  /** Null when the side has it. */
  public @Nullable String missing(ComparedGroup side, long minimumSize) {
    if (met(side, minimumSize)) {
      return null;
    }
    long n = count.applyAsLong(side);
    return large
        ? "%s has %d %s of at least %d".formatted(side.name(), n, words, minimumSize)
        : "%s has no %s".formatted(side.name(), words);
  }
}
