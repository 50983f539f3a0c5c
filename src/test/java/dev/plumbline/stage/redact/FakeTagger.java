package dev.plumbline.stage.redact;

import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.stage.redact.detect.finder.Detection;
import dev.plumbline.stage.redact.ner.EntityTagger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows four names; fails on a batch with a text that says boom. */
final class FakeTagger implements EntityTagger {

  static final Path FOLDER = Path.of("models", "fake");

  private static final Map<String, String> KNOWN =
      Map.of(
          "Ana Berg", "PERSON",
          "Bo Li", "PERSON",
          "Paris", "LOCATION",
          "Acme Bank", "ORGANIZATION");

  /** The texts of every call. */
  final List<List<String>> calls = new ArrayList<>();

  @Override
  public List<List<Detection>> tag(List<String> texts) {
    calls.add(texts);
    if (texts.stream().anyMatch(text -> text.contains("boom"))) {
      throw new IllegalStateException("cannot take " + texts);
    }
    return texts.stream().map(FakeTagger::tag).toList();
  }

  private static List<Detection> tag(String text) {
    List<Detection> found = new ArrayList<>();
    KNOWN.forEach(
        (name, entity) -> {
          int at = text.indexOf(name);
          if (at >= 0) {
            found.add(new Detection(entity, at, at + name.length(), 0.9));
          }
        });
    return found;
  }

  @Override
  public Set<String> entities() {
    return PrivacyPolicy.MODEL_ENTITIES;
  }

  @Override
  public String modelVersion() {
    return "fake";
  }

  @Override
  public void close() {}
}
