package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.CustomRecognizer;
import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.stage.redact.detect.PatternDetector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The recognizers of a policy's own: {@code name}, {@code pattern}, {@code context}, score. */
final class RecognizerReader {

  private static final String NAME = "[A-Z][A-Z_]{1,39}";
  private static final double SCORE = 0.5;
  private static final double LEAST = 0.01;

  private RecognizerReader() {}

  static List<CustomRecognizer> read(ConfigSection privacy) {
    List<CustomRecognizer> recognizers = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(PrivacyPolicy.ENTITIES);
    names.addAll(PrivacyPolicy.MODEL_ENTITIES);
    for (ConfigSection section : privacy.sections("recognizers")) {
      try (section) {
        String name = section.requiredText("name");
        String pattern = section.requiredText("pattern");
        Set<String> context = new LinkedHashSet<>(section.words("context"));
        double score = section.number("score", SCORE, LEAST, 1);
        if (isGood(section, name, pattern, names)) {
          recognizers.add(new CustomRecognizer(name, pattern, context, score));
        }
      }
    }
    return recognizers;
  }

  private static boolean isGood(
      ConfigSection section, String name, String pattern, Set<String> names) {
    if (!name.matches(NAME)) {
      section.problem("name", "a recognizer's name is 2 to 40 capitals and underscores");
      return false;
    }
    if (!names.add(name)) {
      section.problem("name", "there is an entity " + name + " already");
      return false;
    }
    try {
      PatternDetector.check(pattern);
      return true;
    } catch (IllegalArgumentException e) {
      section.problem("pattern", "pattern of " + name + ": " + e.getMessage());
      return false;
    }
  }
}
