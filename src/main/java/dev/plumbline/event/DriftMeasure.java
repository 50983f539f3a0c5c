package dev.plumbline.event;

import org.jspecify.annotations.Nullable;

/**
 * How far a signal moved from its frozen reference.
 *
 * @param signal {@code score} or {@code label}
 * @param group {@code *} for everyone
 * @param statistic {@code psi}
 * @param value null without enough evidence
 * @param pValue null when the statistic has none
 */
public record DriftMeasure(
    String signal,
    String group,
    String statistic,
    @Nullable Double value,
    @Nullable Double pValue,
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
    Checks.notBlank(signal, "signal");
    Checks.notBlank(group, "group");
    Checks.notBlank(statistic, "statistic");
    Checks.notNull(verdict, "verdict");
  }
}
