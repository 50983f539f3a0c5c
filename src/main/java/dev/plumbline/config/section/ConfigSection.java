package dev.plumbline.config.section;

import static dev.plumbline.config.section.KeyType.label;

import dev.plumbline.event.time.EventTimestamp;
import dev.plumbline.event.time.TimestampException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a YAML file, read key by key. A bad or missing value is noted with its line and
 * the default is returned, so that reading goes on and finds the other problems too. {@link #close}
 * refuses keys nobody asked for. The file's listener is told every key that is asked for.
 */
public final class ConfigSection implements AutoCloseable {

  private final Node at;
  private final String name;
  private final String path;
  private final YamlFile file;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> chosenByFile = new LinkedHashSet<>();

  /** The whole file. */
  ConfigSection(String name, YamlFile file) {
    this(file.root(), file.root(), name, "", file);
  }

  private ConfigSection(@Nullable Node node, Node at, String name, String path, YamlFile file) {
    this.at = node == null ? at : node;
    this.name = name;
    this.path = path;
    this.file = file;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::put);
    } else if (node != null) {
      problems().add(node, name + " must be a mapping of keys to values");
    }
  }

  private void put(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problems().add(tuple.getKeyNode(), "a key in " + name + " must be a plain word");
      return;
    }
    if (values.put(key.getValue(), tuple.getValueNode()) != null) {
      problems().add(key, "'" + key.getValue() + "' is given twice in " + name);
    }
    keys.put(key.getValue(), key);
  }

  /** Every key nobody asked for is unknown. */
  @Override
  public void close() {
    keys.forEach(
        (key, node) -> {
          if (!asked.contains(key)) {
            problems().unknown(node, "key in " + name, key, asked);
          }
        });
  }

  public boolean has(String key) {
    return node(key) != null;
  }

  public boolean isMapping(String key) {
    return node(key) instanceof MappingNode;
  }

  public ConfigSection section(String key) {
    return new ConfigSection(ask(key, KeyType.MAPPING, null), at, key, pathOf(key), file);
  }

  /** The items of a list of mappings; none when the key is missing. */
  public List<ConfigSection> sections(String key) {
    ask(key, KeyType.MAPPINGS, null);
    List<ConfigSection> sections = new ArrayList<>();
    for (Node item : items(key)) {
      sections.add(new ConfigSection(item, item, key, pathOf(key) + "[]", file));
    }
    return sections;
  }

  public String text(String key, String otherwise) {
    return scalar(key, KeyType.TEXT, text -> text, otherwise);
  }

  public String requiredText(String key) {
    if (!has(key)) {
      problems().add(at, "'" + key + "' is missing in " + name);
    }
    String text = text(key, "");
    if (has(key) && text.isBlank()) {
      problems().add(at, "'" + key + "' is blank");
    }
    return text;
  }

  /**
   * An event time, written as producers write theirs; a date is its midnight, UTC.
   *
   * @return null when it is missing or no time, which is noted
   */
  public @Nullable Instant requiredTime(String key) {
    String text = requiredText(key);
    if (text.isBlank()) {
      return null;
    }
    try {
      return EventTimestamp.parse(text);
    } catch (TimestampException e) {
      problem(
          key,
          "'%s' %s; write it such as 2026-06-30 or 2026-06-30T12:00:00Z"
              .formatted(key, e.reason()));
      return null;
    }
  }

  public double number(String key, double otherwise, double low, double high) {
    return number(key, otherwise, low, high, "");
  }

  /**
   * @param meaning of the number, for whoever gave a wrong one; may be empty
   */
  public double number(String key, double otherwise, double low, double high, String meaning) {
    return scalar(
        key,
        KeyType.number(low, high, meaning),
        text -> {
          double value = Double.parseDouble(text);
          return value >= low && value <= high ? value : null;
        },
        otherwise);
  }

  public long whole(String key, long otherwise, long low, long high) {
    return scalar(
        key,
        KeyType.whole(low, high),
        text -> {
          long value = Long.parseLong(text);
          return value >= low && value <= high ? value : null;
        },
        otherwise);
  }

  public boolean flag(String key, boolean otherwise) {
    return scalar(
        key,
        KeyType.FLAG,
        text -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null,
        otherwise);
  }

  public Duration duration(String key, Duration otherwise, Duration least) {
    return scalar(
        key,
        KeyType.duration(least),
        text -> {
          Duration value = Duration.parse(text);
          return value.compareTo(least) >= 0 ? value : null;
        },
        otherwise);
  }

  public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    return choice(key, key, type, otherwise);
  }

  /**
   * @param kind what the value is, for whoever gave an unknown one
   */
  public <E extends Enum<E>> E choice(String key, String kind, Class<E> type, E otherwise) {
    Node node = ask(key, KeyType.choice(type), label(otherwise));
    E constant = node == null ? null : constant(node, kind, type);
    return constant == null ? otherwise : constant;
  }

  /** The items of a list, each one of a choice. */
  public <E extends Enum<E>> Set<E> choices(String key, String kind, Class<E> type) {
    ask(key, KeyType.choices(type), null);
    Set<E> chosen = EnumSet.noneOf(type);
    for (Node item : items(key)) {
      E constant = constant(item, kind, type);
      if (constant != null) {
        chosen.add(constant);
      }
    }
    return chosen;
  }

  private <E extends Enum<E>> @Nullable E constant(Node node, String kind, Class<E> type) {
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
    for (E constant : type.getEnumConstants()) {
      if (label(constant).equals(text)) {
        return constant;
      }
    }
    problems().unknown(node, kind, text, KeyType.choice(type).allowed());
    return null;
  }

  /** The plain words of a list; a single word stands for a list of one. */
  public List<String> words(String key) {
    ask(key, KeyType.TEXTS, null);
    List<String> words = new ArrayList<>();
    items(key).forEach(item -> words.add(word(item, key)));
    return words;
  }

  public String word(Node node, String key) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue();
    }
    problems().add(node, "an item of " + key + " must be a plain word");
    return "?";
  }

  /** The items of a list; a single item stands for a list of one. */
  public List<Node> items(String key) {
    Node node = ask(key, KeyType.LIST, null);
    if (node == null) {
      return List.of();
    }
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
  }

  /** The keys that the file chose itself, in its order: all but those asked for by name before. */
  public Set<String> entries() {
    values.keySet().stream().filter(key -> !asked.contains(key)).forEach(chosenByFile::add);
    asked.addAll(values.keySet());
    return chosenByFile;
  }

  public Node keyNode(String key) {
    return keys.getOrDefault(key, at);
  }

  public Node valueNode(String key) {
    return values.getOrDefault(key, at);
  }

  public void problem(String key, String what) {
    problems().add(valueNode(key), what);
  }

  public FileProblems problems() {
    return file.problems();
  }

  private @Nullable Node node(String key) {
    return ask(key, KeyType.ANY, null);
  }

  private @Nullable Node ask(String key, KeyType type, @Nullable Object otherwise) {
    asked.add(key);
    file.listener().accept(new AskedKey(pathOf(key), type, otherwise));
    return values.get(key);
  }

  private String pathOf(String key) {
    String last = chosenByFile.contains(key) ? "*" : key;
    return path.isEmpty() ? last : path + "." + last;
  }

  private <T> T scalar(
      String key, KeyType type, Function<String, @Nullable T> reader, T otherwise) {
    Node node = ask(key, type, otherwise);
    if (node == null) {
      return otherwise;
    }
    @Nullable T value = null;
    if (node instanceof ScalarNode scalar) {
      try {
        value = reader.apply(scalar.getValue());
      } catch (NumberFormatException | DateTimeParseException e) {
        value = null; // told below, in words of the file
      }
    }
    if (value == null) {
      problems().add(node, "'" + key + "' must be " + type.words());
      return otherwise;
    }
    return value;
  }
}
