package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.AnswerPolicy;
import dev.plumbline.policy.PredictionTask;
import dev.plumbline.policy.ScoringPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The {@code scoring} section: who scores, and how texts are batched for a model of ours. */
final class ScoringReader {

  private static final double MOST = 1e12;

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
      AnswerPolicy answer = answer(scoring, source);
      Map<String, String> sha256 = sha256(scoring.section("sha256"));
      try (ConfigSection batch = scoring.section("batch")) {
        return new ScoringPolicy(
            source,
            path,
            device,
            (int) batch.whole("size", 32, 1, 4096),
            batch.duration("linger", Duration.ofMillis(20), Duration.ZERO),
            answer,
            sha256);
      }
    }
  }

  /** A number needs the threshold that makes a decision of it. */
  private static AnswerPolicy answer(ConfigSection scoring, ScoringPolicy.Source source) {
    PredictionTask declared = scoring.choice("task", PredictionTask.class, PredictionTask.SINGLE);
    PredictionTask task = scoring.has("task") ? declared : null;
    boolean regression = task == PredictionTask.REGRESSION;
    boolean given = scoring.has("threshold");
    try (ConfigSection threshold = scoring.section("threshold")) {
      double at = threshold.number("at", AnswerPolicy.EVEN, -MOST, MOST);
      String above = threshold.text("above", AnswerPolicy.ABOVE);
      String below = threshold.text("below", regression ? AnswerPolicy.BELOW : AnswerPolicy.NONE);
      boolean here = source != ScoringPolicy.Source.PROVIDED;
      if (here && regression && !threshold.has("at")) {
        scoring.problem(
            "task",
            "scoring.threshold.at is missing: the number from which on a regression favours");
      }
      if (here && given && task == PredictionTask.SINGLE) {
        scoring.problem("threshold", "'threshold' has no use with task: single");
      }
      if (here && above.equals(below)) {
        scoring.problem("threshold", "'above' and 'below' must be two labels");
      }
      return new AnswerPolicy(task, given ? at : Double.NaN, above, below);
    }
  }

  private static Map<String, String> sha256(ConfigSection section) {
    try (section) {
      Map<String, String> hashes = new LinkedHashMap<>();
      for (String file : section.entries()) {
        String hash = section.text(file, "");
        if (!hash.matches("[0-9a-fA-F]{64}")) {
          section.problem(file, "'" + file + "' must have a SHA-256: 64 hexadecimal digits");
        } else if (file.contains("/") || file.contains("\\")) {
          section.problem(file, "'" + file + "' must be the name of a file in scoring.path");
        } else {
          hashes.put(file, hash.toLowerCase(Locale.ROOT));
        }
      }
      return hashes;
    }
  }
}
