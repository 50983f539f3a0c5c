package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.WindowPolicy;
import java.time.Duration;

/** The {@code windows} section: how time is cut and how long is waited. */
final class WindowsReader {

  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

  private WindowsReader() {}

  static WindowPolicy read(ConfigSection windows) {
    try (windows) {
      WindowPolicy usual = WindowPolicy.DEFAULT;
      Duration size = windows.duration("size", usual.size(), ONE_SECOND);
      Duration advance =
          windows.duration("advance", windows.has("size") ? size : usual.advance(), ONE_SECOND);
      if (size.toMillis() % advance.toMillis() != 0) {
        windows.problem(
            "advance",
            "windows.advance (%s) must divide windows.size (%s)".formatted(advance, size));
      } else if (size.dividedBy(advance) > WindowPolicy.MOST_PANES) {
        windows.problem(
            "advance",
            "a window of %s has more than %d panes of %s: a longer windows.advance is needed"
                .formatted(size, WindowPolicy.MOST_PANES, advance));
      }
      return new WindowPolicy(
          size,
          advance,
          windows.duration("grace", usual.grace(), Duration.ZERO),
          windows.duration("labelHorizon", usual.labelHorizon(), ONE_SECOND),
          windows.duration("maxFuture", usual.maxFuture(), Duration.ZERO));
    }
  }
}
