package dev.plumbline.policy;

import java.time.Duration;
import java.util.List;

/**
 * @param first length of the reference period, from the first pane on
 */
public record Drift(Duration first, List<SignalRule> signals) {

  /** What is watched: the score of the predicted label, or the predicted label itself. */
  public enum Signal {
    SCORE,
    LABEL
  }

  /** The statistics that this version measures. */
  public enum Statistic {
    PSI
  }

  /**
   * @param tolerance largest value that is still stable
   */
  public record SignalRule(Signal signal, Statistic statistic, double tolerance) {}

  public Drift {
    signals = List.copyOf(signals);
  }
}
