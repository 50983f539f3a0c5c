package dev.plumbline.config.retraining;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.policy.retraining.PromotionRules;
import dev.plumbline.policy.retraining.RetrainingDemand;
import dev.plumbline.policy.retraining.RetrainingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The {@code retraining} section: when a job is opened and when its candidate is good enough. */
public final class RetrainingReader {

  private RetrainingReader() {}

  /**
   * @param folder where a relative path leads
   */
  public static RetrainingPolicy read(ConfigSection retraining, Function<String, Path> folder) {
    try (retraining;
        ConfigSection promote = retraining.section("promoteWhen")) {
      return new RetrainingPolicy(
          demand(retraining),
          TrainingReader.read(retraining),
          promotion(promote, trusted(retraining, folder)),
          ReleaseReader.read(retraining, folder),
          LauncherReader.read(retraining));
    }
  }

  private static RetrainingDemand demand(ConfigSection retraining) {
    RetrainingDemand unless = RetrainingDemand.NEVER;
    return new RetrainingDemand(
        retraining.choices("on", "severity", Alert.Severity.class),
        retraining.whole("minimumLabelled", unless.minimumLabelled(), 1, 1_000_000_000),
        retraining.whole("minimumPerGroup", unless.minimumPerGroup(), 0, 1_000_000_000),
        retraining.duration("cooldown", unless.cooldown(), Duration.ZERO),
        (int) retraining.whole("attempts", unless.attempts(), 1, 10));
  }

  private static @Nullable Path trusted(ConfigSection retraining, Function<String, Path> file) {
    String trusted = retraining.text("trusted", "");
    return trusted.isEmpty() ? null : file.apply(trusted);
  }

  private static PromotionRules promotion(ConfigSection promote, @Nullable Path trusted) {
    PromotionRules unless = PromotionRules.DEFAULT;
    return new PromotionRules(
        promote.number("gapReducedBy", unless.gapReducedBy(), 0, 1),
        promote.number("accuracyDropAtMost", unless.accuracyDropAtMost(), 0, 1),
        promote.number("worseAtMost", unless.worseAtMost(), 0, 1),
        promote.number("confidence", unless.confidence(), 0.5, 0.9999),
        trusted);
  }
}
