package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.ScoringPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** The {@code scoring} section: who scores, and how texts are batched for a model of ours. */
final class ScoringReader {

  private ScoringReader() {}

  /**
   * @param folder where a relative path leads
   */
  static ScoringPolicy read(ConfigSection scoring, Function<String, Path> folder) {
    try (scoring) {
      ScoringPolicy.Source source =
          scoring.choice("source", ScoringPolicy.Source.class, ScoringPolicy.Source.MODEL);
      Path path = null;
      if (scoring.has("path")) {
        path = folder.apply(scoring.requiredText("path"));
      } else if (source == ScoringPolicy.Source.MODEL) {
        scoring.problem("path", "scoring.path is missing: the folder of the model that scores");
      }
      String device = scoring.text("device", "auto");
      if (!device.matches("auto|cpu|gpu[0-9]*")) {
        scoring.problem("device", "'device' must be auto, cpu, gpu or gpu1, gpu2, ...");
      }
      try (ConfigSection batch = scoring.section("batch")) {
        return new ScoringPolicy(
            source,
            path,
            device,
            (int) batch.whole("size", 32, 1, 4096),
            batch.duration("linger", Duration.ofMillis(20), Duration.ZERO));
      }
    }
  }
}
