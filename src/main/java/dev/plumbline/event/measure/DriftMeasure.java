package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;
import java.util.List;
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
 * @param moved of a signal that drifted at most five bins, the largest contributions first
 * @param now where the window's numbers lie; null without numbers or without enough evidence
 * @param reference where the reference's numbers lie; likewise
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
    String sentence,
    List<DriftShift> moved,
    @Nullable DriftSide now,
    @Nullable DriftSide reference) {

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
    moved = MessageChecks.list(moved);
  }

  /** Without what moved, and where both sides lie. */
  public DriftMeasure(
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
    this(
        signal,
        attribute,
        group,
        statistic,
        value,
        pValue,
        level,
        n,
        nReference,
        tolerance,
        verdict,
        sentence,
        List.of(),
        null,
        null);
  }
}
