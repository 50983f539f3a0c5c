package dev.plumbline.policy.drift;

import dev.plumbline.event.alert.Alert.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is compared with a reference.
 *
 * @param first length of the reference period, from the first pane on; unused with another
 *     reference
 * @param baseline the reference out of a file; null when there is none
 * @param moving the reference that moves along with the windows; null for a frozen one
 * @param ranges declared ranges of features, by name
 * @param severity of the alert about drift
 */
public record DriftPolicy(
    Duration first,
    @Nullable DriftBaseline baseline,
    @Nullable MovingReference moving,
    List<SignalRule> signals,
    Map<String, ValueRange> ranges,
    Severity severity) {

  public DriftPolicy {
    signals = List.copyOf(signals);
    ranges = Map.copyOf(ranges);
  }

  /** Who is compared. */
  public enum By {
    /** Everyone together. */
    ALL,
    /** Each group of each attribute and intersection. */
    GROUPS,
    BOTH;

    public boolean all() {
      return this != GROUPS;
    }

    public boolean groups() {
      return this != ALL;
    }
  }

  /** How far two distributions are apart; zero when they are equal. */
  public enum Statistic {
    PSI(false, 100, 0.2, "population stability index"),
    JENSEN_SHANNON(false, 1, 0.1, "Jensen-Shannon distance"),
    KOLMOGOROV_SMIRNOV(true, 1, 0.1, "Kolmogorov-Smirnov distance"),
    WASSERSTEIN(true, 100, 0.2, "Wasserstein distance in reference standard deviations"),
    CHI_SQUARE(false, 1, 0.1, "Cramer's V");

    private final boolean ordered;
    private final double largest;
    private final double usual;
    private final String words;

    Statistic(boolean ordered, double largest, double usual, String words) {
      this.ordered = ordered;
      this.largest = largest;
      this.usual = usual;
      this.words = words;
    }

    /** Whether it needs values in an order: numbers, not categories. */
    public boolean ordered() {
      return ordered;
    }

    /** Largest tolerance that makes sense. */
    public double largest() {
      return largest;
    }

    /** Tolerance where the policy gives none. */
    public double usual() {
      return usual;
    }

    /** Its name in sentences. */
    public String words() {
      return words;
    }

    /** The name in policies, measures and metrics. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param tolerance largest effect that is still stable
   */
  public record SignalRule(DriftSignal signal, Statistic statistic, double tolerance, By by) {}
}
