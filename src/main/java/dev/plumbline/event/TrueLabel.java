package dev.plumbline.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a label says about its request, and the rule by which labels join their requests, the same
 * wherever they are joined:
 *
 * <ul>
 *   <li>Outcomes of kind label are labels; no other outcome is.
 *   <li>A label may come for its request up to the label horizon after it, both by their own times;
 *       later ones do not count.
 *   <li>Of several labels the one with the latest time is the truth; of those of the same
 *       millisecond, the greater by name.
 * </ul>
 *
 * The truth is the largest of a set, so neither the order in which labels arrive nor a repeat
 * changes it. A measure that cannot take back what it has said uses the smallest instead, which is
 * as independent of the order.
 *
 * @param time when it was given, epoch milliseconds; finer fractions do not count
 */
public record TrueLabel(String label, long time) implements Comparable<TrueLabel> {

  public TrueLabel {
    MessageChecks.notBlank(label, "label");
  }

  /** The label that an outcome gives; null when it is no label. */
  public static @Nullable TrueLabel of(Outcome outcome) {
    String label = outcome.label();
    return outcome.kind() != Outcome.Kind.LABEL || label == null
        ? null
        : new TrueLabel(label, outcome.timestamp().toEpochMilli());
  }

  /**
   * Whether an outcome of this time can still be about a request.
   *
   * @param outcome its time, epoch milliseconds
   * @param request its time, epoch milliseconds
   */
  public static boolean isWithin(Duration horizon, long request, long outcome) {
    return outcome - request <= horizon.toMillis();
  }

  /** The one that counts is the greater. */
  @Override
  public int compareTo(TrueLabel other) {
    int byTime = Long.compare(time, other.time);
    return byTime != 0 ? byTime : label.compareTo(other.label);
  }
}
