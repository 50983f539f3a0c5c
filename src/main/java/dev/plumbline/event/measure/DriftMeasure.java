package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;
import org.jspecify.annotations.Nullable;

/**
 * How far a signal moved from its frozen reference.
 *
 * @param signal {@code score}, {@code label}, {@code feature:NAME} and the like
 * @param attribute protected attribute or intersection; {@code *} for everyone
 * @param group its value; {@code *} for everyone, and for the shares of an attribute's groups
 * @param statistic {@code psi}, {@code wasserstein} and the like
 * @param value the effect; null without enough evidence
 * @param pValue of the hypothesis that nothing moved; null without enough evidence
 * @param level the p-value must be below it: the window's level over its number of comparisons
 * @param tolerance largest value that is still stable
 */
public record DriftMeasure(
    String signal,
    String attribute,
    String group,
    String statistic,
    @Nullable Double value,
    @Nullable Double pValue,
    double level,
    long n,
    long nReference,
    double tolerance,
    Drift verdict,
    String sentence) {

  /** Whether the signal moved. */
  public enum Drift {
    STABLE,
    DRIFTED,
    NOT_ENOUGH_EVIDENCE
  }

  public DriftMeasure {
    MessageChecks.notBlank(signal, "signal");
    MessageChecks.notBlank(attribute, "attribute");
    MessageChecks.notBlank(group, "group");
    MessageChecks.notBlank(statistic, "statistic");
    MessageChecks.notNull(verdict, "verdict");
  }
}
