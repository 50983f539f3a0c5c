package dev.plumbline.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** A YAML file as nodes that know their lines. */
record YamlFile(String text, Node root, Problems problems) {

  /** A baseline of many groups is longer than the library's 3 million characters. */
  private static final int LONGEST = 1 << 28;

  /**
   * @throws PolicyException when the file cannot be read or is not YAML
   */
  static YamlFile read(Path path) {
    Problems problems = new Problems(path);
    String text = "";
    try {
      text = Files.readString(path);
    } catch (IOException e) {
      problems.add(0, "cannot be read: " + e.getClass().getSimpleName());
    }
    problems.throwIfAny();
    Node root = null;
    try {
      root = new Yaml(options()).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      problems.add(
          e.getProblemMark() == null ? 0 : e.getProblemMark().getLine(),
          "is not YAML: " + e.getProblem());
    } catch (ReaderException e) {
      problems.add(0, "holds a character that YAML does not allow, at " + e.getPosition());
    }
    problems.throwIfAny();
    if (root == null) {
      problems.add(0, "is empty");
      problems.throwIfAny();
      throw new AssertionError("unreachable");
    }
    return new YamlFile(text, root, problems);
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LONGEST);
    return options;
  }

  Section section(String name) {
    return new Section(root, root, name, problems);
  }

  /** The first 12 hexadecimal digits of the file's SHA-256. */
  String version() {
    return hash(text);
  }

  /** The version of this file together with another that it names. */
  String version(String other) {
    return hash(version() + other);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
