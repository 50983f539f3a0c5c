package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.GroupNames;
import dev.plumbline.statistics.FigureWords;
import java.util.List;
import java.util.stream.Collectors;

/** What the alert about drift says. */
final class DriftWording {

  /** Why an alert of one comparison closes. */
  static final String JOINED = "All drift of a model has one alert now.";

  /** As many as a reader takes in. */
  private static final int MOST = 5;

  private DriftWording() {}

  /**
   * @param moved the furthest first; may be empty
   * @param tested comparisons that the window has enough records for
   */
  static String moved(List<DriftMeasure> moved, int tested) {
    if (moved.isEmpty()) {
      return "None of %d comparisons has moved beyond its tolerance.".formatted(tested);
    }
    String parts =
        moved.stream().limit(MOST).map(DriftWording::part).collect(Collectors.joining("; "));
    String more = moved.size() > MOST ? "; and %d more".formatted(moved.size() - MOST) : "";
    return "%d of %d comparisons moved beyond their tolerance: %s%s."
        .formatted(moved.size(), tested, parts, more);
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
