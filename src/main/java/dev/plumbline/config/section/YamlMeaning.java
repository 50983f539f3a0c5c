package dev.plumbline.config.section;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML document as one text that is the same for the same meaning: without comments, quotes and
 * layout, keys in order, numbers in one form.
 */
final class YamlMeaning {

  private final Predicate<String> wanted;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param wanted which keys count, by their path, such as {@code alerts.sinks}
   */
  YamlMeaning(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  String of(Node root) {
    append(root, "");
    return text.toString();
  }

  private void append(Node node, String path) {
    if (node instanceof MappingNode mapping) {
      Map<String, Node> entries = new TreeMap<>();
      mapping
          .getValue()
          .forEach(entry -> entries.put(key(entry.getKeyNode()), entry.getValueNode()));
      text.append('{');
      entries.forEach((key, value) -> append(key, value, path.isEmpty() ? key : path + "." + key));
      text.append('}');
    } else if (node instanceof SequenceNode sequence) {
      text.append('[');
      sequence.getValue().forEach(item -> append(item, path));
      text.append(']');
    } else if (node instanceof ScalarNode scalar) {
      quote(scalar(scalar));
    }
  }

  private void append(String key, Node value, String path) {
    if (wanted.test(path)) {
      quote(key);
      append(value, path);
    }
  }

  /** With its length, so that no text can look like two. */
  private void quote(String word) {
    text.append(word.length()).append(':').append(word);
  }

  private static String key(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static String scalar(ScalarNode scalar) {
    boolean number = scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT);
    try {
      return number
          ? new BigDecimal(scalar.getValue()).stripTrailingZeros().toPlainString()
          : scalar.getValue();
    } catch (NumberFormatException e) {
      return scalar.getValue(); // a number only YAML knows, such as 0x1f
    }
  }
}
