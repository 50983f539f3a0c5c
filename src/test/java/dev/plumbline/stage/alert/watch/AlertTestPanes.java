package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.stage.alert.AlertTestWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Panes of a minute, a hundred requests of f and of m each. */
final class AlertTestPanes {

  private AlertTestPanes() {}

  static PaneCounts of(int minute, long favouredOfF, long favouredOfM, String version) {
    Instant start = AlertTestWindows.NOON.plus(Duration.ofMinutes(minute));
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        List.of(group("f", favouredOfF), group("m", favouredOfM)),
        Map.of(),
        List.of(),
        version,
        "v1");
  }

  private static GroupCounts group(String name, long favourable) {
    return new GroupCounts("sex", name, 100, favourable, 0, 0, 0, 0, 0);
  }
}
