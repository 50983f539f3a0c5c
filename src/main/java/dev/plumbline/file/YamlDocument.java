package dev.plumbline.file;

import java.io.StringReader;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * One YAML document of mappings, lists and scalars. Tags that name a type of their own are refused,
 * and so is a list or mapping that holds itself; an alias may stand for a list or mapping fifty
 * times at most, and nesting is fifty deep at most.
 *
 * @param root knows the lines of its parts; a key may stand twice in a mapping of it
 */
public record YamlDocument(Node root) {

  /** A baseline of many groups is longer than the library's 3 million characters. */
  private static final int LONGEST = 1 << 28;

  private static final Set<Tag> TAGS =
      Set.of(
          Tag.MAP,
          Tag.SEQ,
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MERGE);

  /**
   * @throws YamlSyntaxException when the text is empty or not such a document
   */
  public static YamlDocument parse(String text) throws YamlSyntaxException {
    Node root;
    try {
      root = new Yaml(options()).compose(new StringReader(text));
    } catch (YAMLException e) {
      throw refusal(e);
    }
    if (root == null) {
      throw new YamlSyntaxException(0, "is empty");
    }
    check(root, identitySet(), identitySet());
    return new YamlDocument(root);
  }

  /**
   * The document as maps in the file's order, lists, texts, numbers and booleans.
   *
   * @throws YamlSyntaxException when a mapping has the same key twice
   */
  public @Nullable Object values() throws YamlSyntaxException {
    try {
      return new PlainValues().construct(root);
    } catch (YAMLException e) {
      throw refusal(e);
    }
  }

  private static final class PlainValues extends SafeConstructor {
    PlainValues() {
      super(options());
      setAllowDuplicateKeys(false);
    }

    @Nullable Object construct(Node node) {
      return constructDocument(node);
    }
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LONGEST);
    return options;
  }

  private static Set<Node> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /**
   * @param seen lists and mappings that are checked already, under another alias
   * @param around those that hold the node
   */
  private static void check(Node node, Set<Node> seen, Set<Node> around)
      throws YamlSyntaxException {
    int line = line(node.getStartMark());
    if (!TAGS.contains(node.getTag())) {
      throw new YamlSyntaxException(line, "tag is not allowed: " + node.getTag().getValue());
    }
    if (around.contains(node)) {
      throw new YamlSyntaxException(line, "holds a part that holds itself");
    }
    if (node instanceof CollectionNode<?> collection && seen.add(node)) {
      around.add(node);
      for (Object part : collection.getValue()) {
        if (part instanceof NodeTuple tuple) {
          check(tuple.getKeyNode(), seen, around);
          check(tuple.getValueNode(), seen, around);
        } else if (part instanceof Node item) {
          check(item, seen, around);
        }
      }
      around.remove(node);
    }
  }

  private static YamlSyntaxException refusal(YAMLException e) {
    if (e instanceof MarkedYAMLException marked) {
      return new YamlSyntaxException(
          line(marked.getProblemMark()), "is not YAML: " + marked.getProblem());
    }
    return new YamlSyntaxException(
        0,
        e instanceof ReaderException reader
            ? "holds a character that YAML does not allow, at " + reader.getPosition()
            : "is not YAML: " + e.getMessage());
  }

  private static int line(@Nullable Mark mark) {
    return mark == null ? 0 : mark.getLine();
  }
}
