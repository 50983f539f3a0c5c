package dev.plumbline.stage.alert.wording;

import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.alert.ClearingRule;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.statistics.FigureWords;
import java.time.Duration;
import java.util.List;

/** What the alert about drift says. */
public final class DriftWording {

  /** Why an alert of one comparison closes. */
  public static final String JOINED = "All drift of a model has one alert now.";

  /** As many as a reader takes in. */
  private static final int MOST = 5;

  private DriftWording() {}

  /**
   * @param moved the furthest first; may be empty
   * @param tested comparisons that the window has enough records for
   */
  public static String moved(List<DriftMeasure> moved, int tested) {
    return moved.isEmpty()
        ? "None of %d comparisons has moved beyond its tolerance.".formatted(tested)
        : "%d of %d comparisons moved beyond their tolerance: %s."
            .formatted(
                moved.size(), tested, first(moved.stream().map(DriftWording::part).toList()));
  }

  /** The same of a window that clears the alert: one window alone is no evidence. */
  public static String movedInOneWindow(List<DriftMeasure> moved, int tested) {
    return moved.isEmpty()
        ? moved(moved, tested)
        : "%d of %d comparisons are beyond their tolerance in the newest window, which is too little evidence for an alert: %s."
            .formatted(
                moved.size(), tested, first(moved.stream().map(DriftWording::part).toList()));
  }

  /**
   * Why the alert closes.
   *
   * @param unwatched rules that were beyond and are not watched any more
   * @param after how long without enough records they are not
   */
  public static String over(ClearingRule clearing, List<String> unwatched, Duration after) {
    String inside =
        "has been inside its tolerance for %d windows in a row.".formatted(clearing.windows());
    return unwatched.isEmpty()
        ? "What had moved " + inside
        : "Not watched any more, by the policy or for want of records in %s: %s. Whatever else had moved %s"
            .formatted(AlertWording.period(after), first(unwatched), inside);
  }

  private static String first(List<String> all) {
    String first = String.join("; ", all.subList(0, Math.min(MOST, all.size())));
    return all.size() > MOST ? first + "; and %d more".formatted(all.size() - MOST) : first;
  }

  private static String part(DriftMeasure drift) {
    String whose =
        drift.attribute().equals(GroupCounts.ALL)
            ? ""
            : drift.group().equals(GroupCounts.ALL)
                ? " of " + drift.attribute()
                : " of %s=%s".formatted(drift.attribute(), GroupNames.words(drift.group()));
    double value = drift.value() == null ? 0 : drift.value();
    return "%s%s %s %s (tolerance %s)"
        .formatted(
            drift.signal(),
            whose,
            drift.statistic(),
            FigureWords.figure(value),
            FigureWords.asWritten(drift.tolerance()));
  }
}
