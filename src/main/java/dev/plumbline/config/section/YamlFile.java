package dev.plumbline.config.section;

import dev.plumbline.file.YamlDocument;
import dev.plumbline.file.YamlSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A YAML file as nodes that know their lines.
 *
 * @param listener is told every key that a reader asks for
 */
public record YamlFile(String text, Node root, FileProblems problems, Consumer<AskedKey> listener) {

  /**
   * A file whose keys nobody listens to.
   *
   * @throws PolicyException when the file cannot be read or is not YAML
   */
  public static YamlFile read(Path path) {
    return read(path, asked -> {});
  }

  /**
   * @throws PolicyException when the file cannot be read or is not YAML
   */
  public static YamlFile read(Path path, Consumer<AskedKey> listener) {
    FileProblems problems = new FileProblems(path);
    String text = "";
    try {
      text = Files.readString(path);
    } catch (IOException e) {
      problems.add(0, "cannot be read: " + e.getClass().getSimpleName());
    }
    problems.throwIfAny();
    return parse(path, text, listener);
  }

  /**
   * @param path what problems name, and what other files lie beside
   * @throws PolicyException when the text is not YAML
   */
  public static YamlFile parse(Path path, String text, Consumer<AskedKey> listener) {
    FileProblems problems = new FileProblems(path);
    try {
      return new YamlFile(text, YamlDocument.parse(text).root(), problems, listener);
    } catch (YamlSyntaxException e) {
      problems.add(e.line(), e.reason());
    }
    problems.throwIfAny();
    throw new AssertionError("unreachable");
  }

  public ConfigSection section(String name) {
    return new ConfigSection(name, this);
  }

  /** The first 12 hexadecimal digits of the file's SHA-256. */
  public String version() {
    return hash(text).substring(0, 12);
  }

  /**
   * The first 8 hexadecimal digits of the SHA-256 of what the file means: comments, layout and the
   * order of keys change nothing.
   *
   * @param wanted which keys count, by their path, such as {@code alerts.sinks}
   * @param other version of another file that this one names; empty for none
   */
  public String meaning(Predicate<String> wanted, String other) {
    return hash(meaning(wanted) + other).substring(0, 8);
  }

  /** The text that is the same for the same meaning. */
  public String meaning(Predicate<String> wanted) {
    return new YamlMeaning(wanted).of(root);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
