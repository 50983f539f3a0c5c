package dev.plumbline.stage.redact.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads the recognizers: one file per family, each a list of {@code entity}, {@code trigger}
 * (digits, characters), {@code pattern} or {@code finder}, {@code validator}, {@code score} and
 * {@code context}.
 */
final class RecognizerFiles {

  private static final List<String> FAMILIES = List.of("internet", "finance", "phone", "us");
  private static final Set<String> KEYS =
      Set.of("entity", "trigger", "pattern", "finder", "validator", "score", "context");

  private RecognizerFiles() {}

  /** In the order of the files, which is always the same. */
  static List<Recognizer> load(Set<String> entities, List<String> phoneRegions) {
    List<Recognizer> recognizers = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(entities);
    for (String family : FAMILIES) {
      for (Map<String, Object> entry : read(family)) {
        Recognizer recognizer = recognizer(entry, phoneRegions);
        unknown.remove(recognizer.entity());
        if (entities.contains(recognizer.entity())) {
          recognizers.add(recognizer);
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown entities " + unknown);
    }
    return List.copyOf(recognizers);
  }

  private static Recognizer recognizer(Map<String, Object> entry, List<String> phoneRegions) {
    if (!KEYS.containsAll(entry.keySet())) {
      throw new IllegalArgumentException("unknown key among " + entry.keySet());
    }
    String entity = text(entry, "entity", null);
    Trigger trigger = trigger(entry.get("trigger"));
    double score = ((Number) entry.getOrDefault("score", 0)).doubleValue();
    Context context = new Context(words(entry.get("context")));
    if (entry.get("finder") != null) {
      return new PhoneRecognizer(entity, trigger, score, context, phoneRegions);
    }
    Pattern pattern = Pattern.compile(text(entry, "pattern", null), Pattern.COMMENTS);
    Validator validator = Validators.named(text(entry, "validator", "any"));
    return new PatternRecognizer(entity, trigger, pattern, validator, score, context);
  }

  private static Trigger trigger(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> trigger)) {
      throw new IllegalArgumentException("a recognizer has no trigger");
    }
    Object digits = trigger.get("digits");
    Object characters = trigger.get("characters");
    return new Trigger(
        digits instanceof Integer number ? number : 0,
        characters == null ? "" : characters.toString());
  }

  private static Set<String> words(@Nullable Object value) {
    Set<String> words = new TreeSet<>();
    if (value instanceof List<?> list) {
      list.forEach(word -> words.add(word.toString()));
    }
    return words;
  }

  private static String text(Map<String, Object> entry, String key, @Nullable String missing) {
    Object value = entry.get(key);
    if (value == null && missing == null) {
      throw new IllegalArgumentException("a recognizer has no " + key);
    }
    return value == null ? String.valueOf(missing) : value.toString();
  }

  private static List<Map<String, Object>> read(String family) {
    try (InputStream in = RecognizerFiles.class.getResourceAsStream(family + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("no recognizer file " + family);
      }
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read recognizer file " + family, e);
    }
  }
}
