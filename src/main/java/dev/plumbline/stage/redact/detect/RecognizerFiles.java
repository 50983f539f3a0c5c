package dev.plumbline.stage.redact.detect;

import dev.plumbline.file.YamlDocument;
import dev.plumbline.file.YamlSyntaxException;
import dev.plumbline.stage.redact.detect.characters.MatchEdge;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the recognizers: one file a family or country, each a list of {@code entity}, {@code
 * pattern} or {@code finder}, {@code edge}, {@code validator}, {@code score} and {@code context}.
 */
final class RecognizerFiles {

  private static final List<String> FAMILIES =
      List.of("internet", "secrets", "finance", "crypto", "dates", "phone");

  private static final List<String> COUNTRIES =
      List.of(
          "united-states",
          "canada",
          "united-kingdom",
          "germany",
          "spain",
          "italy",
          "finland",
          "sweden",
          "poland",
          "turkey",
          "india",
          "korea",
          "singapore",
          "thailand",
          "philippines",
          "china",
          "australia",
          "south-africa",
          "nigeria");

  private static final Set<String> KEYS =
      Set.of("entity", "pattern", "finder", "edge", "validator", "score", "context");

  /** Words before numbers that are nobody's data. */
  static final Set<String> COUNTERS = counters();

  /** In the order of the files, which is always the same. */
  static final List<RecognizerSpec> ALL = all();

  private RecognizerFiles() {}

  private static List<RecognizerSpec> all() {
    List<RecognizerSpec> specs = new ArrayList<>();
    FAMILIES.forEach(family -> specs.addAll(specs(family)));
    COUNTRIES.forEach(country -> specs.addAll(specs("country/" + country)));
    return List.copyOf(specs);
  }

  private static List<RecognizerSpec> specs(String file) {
    return list(read(file)).stream().map(entry -> spec(file, map(entry))).toList();
  }

  private static Set<String> counters() {
    return words(read("counters"));
  }

  private static RecognizerSpec spec(String file, Map<?, ?> entry) {
    if (!KEYS.containsAll(entry.keySet())) {
      throw new IllegalArgumentException(file + ".yaml: unknown key among " + entry.keySet());
    }
    return new RecognizerSpec(
        text(entry, "entity", ""),
        nullable(entry, "pattern"),
        true,
        nullable(entry, "finder"),
        MatchEdge.valueOf(text(entry, "edge", "number").toUpperCase(Locale.ROOT)),
        text(entry, "validator", "any"),
        entry.get("score") instanceof Number score ? score.doubleValue() : 0,
        words(entry.get("context")));
  }

  /** Lists within lists are one list: a file can share words among its recognizers. */
  private static Set<String> words(@Nullable Object value) {
    Set<String> words = new LinkedHashSet<>();
    if (value instanceof List<?> list) {
      list.forEach(word -> words.addAll(words(word)));
    } else if (value != null) {
      words.add(value.toString());
    }
    return words;
  }

  private static String text(Map<?, ?> entry, String key, String otherwise) {
    Object value = entry.get(key);
    return value == null ? otherwise : value.toString();
  }

  private static @Nullable String nullable(Map<?, ?> entry, String key) {
    Object value = entry.get(key);
    return value == null ? null : value.toString();
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("a recognizer file is a list");
  }

  private static Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("a recognizer is a mapping");
  }

  private static @Nullable Object read(String file) {
    try (InputStream in = RecognizerFiles.class.getResourceAsStream(file + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("no recognizer file " + file);
      }
      return YamlDocument.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)).values();
    } catch (YamlSyntaxException e) {
      throw new IllegalArgumentException(file + ".yaml:" + (e.line() + 1) + ": " + e.reason(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read recognizer file " + file, e);
    }
  }
}
