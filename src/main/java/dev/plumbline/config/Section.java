package dev.plumbline.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a YAML file, read key by key. A bad or missing value is noted with its line and
 * the default is returned, so that reading goes on and finds the other problems too. {@link #close}
 * refuses keys nobody asked for.
 */
final class Section implements AutoCloseable {

  private final Node at;
  private final String name;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  Section(@Nullable Node node, Node at, String name, Problems problems) {
    this.at = node == null ? at : node;
    this.name = name;
    this.problems = problems;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::put);
    } else if (node != null) {
      problems.add(node, name + " must be a mapping of keys to values");
    }
  }

  private void put(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problems.add(tuple.getKeyNode(), "a key in " + name + " must be a plain word");
      return;
    }
    if (values.put(key.getValue(), tuple.getValueNode()) != null) {
      problems.add(key, "'" + key.getValue() + "' is given twice in " + name);
    }
    keys.put(key.getValue(), key);
  }

  /** Every key nobody asked for is unknown. */
  @Override
  public void close() {
    keys.forEach(
        (key, node) -> {
          if (!asked.contains(key)) {
            problems.unknown(node, "key in " + name, key, asked);
          }
        });
  }

  boolean has(String key) {
    asked.add(key);
    return values.containsKey(key);
  }

  Section section(String key) {
    return new Section(node(key), at, key, problems);
  }

  /** The items of a list of mappings; none when the key is missing. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    items(key).forEach(item -> sections.add(new Section(item, item, key, problems)));
    return sections;
  }

  String text(String key, String otherwise) {
    return scalar(key, "a text", (node, text) -> text, otherwise);
  }

  String requiredText(String key) {
    if (!has(key)) {
      problems.add(at, "'" + key + "' is missing in " + name);
    }
    String text = text(key, "");
    if (has(key) && text.isBlank()) {
      problems.add(at, "'" + key + "' is blank");
    }
    return text;
  }

  double number(String key, double otherwise, double low, double high) {
    return number(key, otherwise, low, high, "");
  }

  /**
   * @param meaning of the number, for whoever gave a wrong one; may be empty
   */
  double number(String key, double otherwise, double low, double high, String meaning) {
    return scalar(
        key,
        "a number from %s to %s%s"
            .formatted(plain(low), plain(high), meaning.isEmpty() ? "" : ": " + meaning),
        (node, text) -> {
          double value = Double.parseDouble(text);
          return value >= low && value <= high ? value : null;
        },
        otherwise);
  }

  long whole(String key, long otherwise, long low, long high) {
    return scalar(
        key,
        "a whole number from %d to %d".formatted(low, high),
        (node, text) -> {
          long value = Long.parseLong(text);
          return value >= low && value <= high ? value : null;
        },
        otherwise);
  }

  Duration duration(String key, Duration otherwise, Duration least) {
    return scalar(
        key,
        "an ISO-8601 duration of at least " + least + ", for example PT5M or P14D",
        (node, text) -> {
          Duration value = Duration.parse(text);
          return value.compareTo(least) >= 0 ? value : null;
        },
        otherwise);
  }

  <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    Node node = node(key);
    return node == null ? otherwise : choice(node, type, key, otherwise);
  }

  <E extends Enum<E>> E choice(Node node, Class<E> type, String kind, E otherwise) {
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    List<String> allowed = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String label = constant.name().toLowerCase(Locale.ROOT);
      if (label.equals(text)) {
        return constant;
      }
      allowed.add(label);
    }
    problems.unknown(node, kind, text, allowed);
    return otherwise;
  }

  /** The plain words of a list; a single word stands for a list of one. */
  List<String> words(String key) {
    List<String> words = new ArrayList<>();
    items(key).forEach(item -> words.add(word(item, key)));
    return words;
  }

  /** The plain words of a list, each one of the allowed. */
  Set<String> words(String key, String kind, Set<String> allowed) {
    Set<String> words = new LinkedHashSet<>();
    for (Node item : items(key)) {
      String word = word(item, key);
      if (allowed.contains(word)) {
        words.add(word);
      } else {
        problems.unknown(item, kind, word, allowed);
      }
    }
    return words;
  }

  String word(Node node, String key) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    problems.add(node, "an item of " + key + " must be a plain word");
    return "?";
  }

  /** The items of a list; a scalar stands for a list of one. */
  List<Node> items(String key) {
    Node node = node(key);
    if (node == null) {
      return List.of();
    }
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
  }

  /** Every key and value of a free mapping, in the file's order. */
  Map<String, Node> entries() {
    asked.addAll(values.keySet());
    return values;
  }

  Node keyNode(String key) {
    return keys.getOrDefault(key, at);
  }

  Node valueNode(String key) {
    return values.getOrDefault(key, at);
  }

  void problem(String key, String what) {
    problems.add(valueNode(key), what);
  }

  Problems problems() {
    return problems;
  }

  @Nullable Node node(String key) {
    asked.add(key);
    return values.get(key);
  }

  private <T> T scalar(
      String key, String wanted, BiFunction<Node, String, @Nullable T> reader, T otherwise) {
    Node node = node(key);
    if (node == null) {
      return otherwise;
    }
    @Nullable T value = null;
    if (node instanceof ScalarNode scalar) {
      try {
        value = reader.apply(node, scalar.getValue());
      } catch (NumberFormatException | DateTimeParseException e) {
        value = null; // told below, in words of the file
      }
    }
    if (value == null) {
      problems.add(node, "'" + key + "' must be " + wanted);
      return otherwise;
    }
    return value;
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
