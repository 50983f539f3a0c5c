package dev.plumbline.stage.measure.fairness;

import dev.plumbline.policy.Rate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one side must have for a metric to say anything.
 *
 * @param count how many there are
 * @param words of whom
 * @param large whether the policy's minimum size is asked for; else one is enough
 */
record Need(ToLongFunction<Side> count, String words, boolean large) {

  static final Need REQUESTS = new Need(side -> side.counts().requests(), "people", true);
  static final Need LABELLED =
      new Need(side -> side.counts().labelled(), "people with a label", true);
  static final Need POSITIVES = some(Rate.TRUE_POSITIVE);
  static final Need NEGATIVES = some(Rate.FALSE_POSITIVE);

  static final Need POSITIVE_SCORES =
      new Need(
          side -> ScoreSums.total(side.scores().positives()), Rate.TRUE_POSITIVE.whose(), false);
  static final Need NEGATIVE_SCORES =
      new Need(
          side -> ScoreSums.total(side.scores().negatives()), Rate.FALSE_POSITIVE.whose(), false);
  static final Need LABELLED_SCORES =
      new Need(side -> side.scores().labelled(), "people with a label", false);
  static final Need SPREAD =
      new Need(side -> side.scores().moments().spread() ? 1 : 0, "scores that vary", false);
  static final Need BENEFIT =
      new Need(side -> side.theil().known() ? 1 : 0, "people who benefit", false);

  /** Somebody who could succeed. */
  static Need some(Rate rate) {
    return new Need(side -> rate.trials(side.counts()), rate.whose(), false);
  }

  /** Somebody who did: what is divided by. */
  static Need successes(Rate rate) {
    return new Need(side -> rate.successes(side.counts()), rate.words() + " above zero", false);
  }

  /** People enough for the rate's minimum. */
  static Need people(Rate rate) {
    return rate == Rate.SELECTION ? REQUESTS : LABELLED;
  }

  boolean met(Side side, long minimumSize) {
    return count.applyAsLong(side) >= (large ? minimumSize : 1);
  }

  /** Null when the side has it. */
  @Nullable String missing(Side side, long minimumSize) {
    if (met(side, minimumSize)) {
      return null;
    }
    long n = count.applyAsLong(side);
    return large
        ? "%s has %d %s of at least %d".formatted(side.name(), n, words, minimumSize)
        : "%s has no %s".formatted(side.name(), words);
  }
}
