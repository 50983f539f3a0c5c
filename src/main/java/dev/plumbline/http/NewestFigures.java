package dev.plumbline.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Of each rule of one model the figure of the newest window that had evidence for it: labels come
 * minutes to weeks late, so the newest window says nothing of most rules that need them. A rule
 * that never had any shows the newest window that lacks it.
 *
 * @param <M> what a window says of a rule
 */
final class NewestFigures<M> {

  /**
   * One rule's figure.
   *
   * @param end of its window
   * @param version of the view that brought it
   * @param evidence whether there was any
   */
  record Figure<M>(Instant end, long version, boolean evidence, M measure) {

    /** A figure is replaced by its own revision, by evidence, or by what is newer. */
    private boolean yieldsTo(Figure<M> other) {
      return other.end.equals(end)
          || (evidence == other.evidence ? other.end.isAfter(end) : other.evidence);
    }
  }

  private final Duration kept;
  private final Map<String, Figure<M>> byRule = new TreeMap<>();
  private Instant newest = Instant.MIN;

  /**
   * @param kept how long a figure is shown after newer windows came, by event time; without an end
   *     groups that are gone would stay for ever
   */
  NewestFigures(Duration kept) {
    this.kept = kept;
  }

  void accept(String rule, Figure<M> figure) {
    Figure<M> before = byRule.get(rule);
    if (before == null || before.yieldsTo(figure)) {
      byRule.put(rule, figure);
    }
  }

  /** Notes that a window came, and drops what is too old beside it. */
  void passed(Instant end) {
    if (end.isAfter(newest)) {
      newest = end;
      byRule.values().removeIf(figure -> figure.end().plus(kept).isBefore(newest));
    }
  }

  /** How much older the figure's window is than the newest one. */
  Duration age(Figure<M> figure) {
    return Duration.between(figure.end(), newest);
  }

  /** A rule's figure; null before its first. */
  @Nullable Figure<M> find(String rule) {
    return byRule.get(rule);
  }

  Collection<Figure<M>> all() {
    return List.copyOf(byRule.values());
  }
}
