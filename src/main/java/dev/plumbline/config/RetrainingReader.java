package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.config.section.KeyType;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.policy.RetrainingPolicy;
import dev.plumbline.policy.RetrainingPolicy.Launcher;
import java.time.Duration;

/** The {@code retraining} section: when a job is opened and when its candidate is good enough. */
final class RetrainingReader {

  private RetrainingReader() {}

  static RetrainingPolicy read(ConfigSection retraining) {
    try (retraining;
        ConfigSection promote = retraining.section("promoteWhen")) {
      return new RetrainingPolicy(
          retraining.choices("on", "severity", Alert.Severity.class),
          retraining.whole("minimumLabelled", 500, 1, 1_000_000_000),
          retraining.duration("cooldown", Duration.ofDays(1), Duration.ZERO),
          launcher(retraining),
          promote.number("gapReducedBy", 0.2, 0, 1),
          promote.number("accuracyDropAtMost", 0.01, 0, 1));
    }
  }

  /** Other launchers may come; until then a job that would not be launched as asked is refused. */
  private static Launcher launcher(ConfigSection retraining) {
    Launcher only = Launcher.LOCAL;
    String allowed = KeyType.label(only);
    String name = retraining.text("launcher", allowed);
    if (!name.equals(allowed)) {
      retraining.problem(
          "launcher",
          "launcher '%s' is not supported in this version; allowed: %s".formatted(name, allowed));
    }
    return only;
  }
}
