package dev.plumbline.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * A policy to start from: the shortest one that says something, and every other key as a comment.
 */
public final class PolicyTemplate {

  private static final String PLAIN = "[A-Za-z][A-Za-z0-9._-]*";

  /** What YAML readers may take for something else than a name. */
  private static final Set<String> WORDS_OF_YAML =
      Set.of("null", "true", "false", "yes", "no", "on", "off");

  /** Who scores. */
  public enum Kind {
    /** A model that Plumbline runs on the texts of requests. */
    TEXT,
    /** A model that runs elsewhere, on tables for example. */
    PROVIDED
  }

  private PolicyTemplate() {}

  /**
   * @param model its name; any text of one line
   * @throws IllegalArgumentException when the name is blank or has more lines
   */
  public static String write(Kind kind, String model) {
    if (model.isBlank() || model.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a model's name must be a text of one line");
    }
    StringBuilder policy = new StringBuilder();
    for (String part : parts(kind)) {
      policy.append(resource(part));
    }
    return policy
        .toString()
        .replace("MODEL_PATH", scalar("models/" + model))
        .replace("MODEL_NAME", scalar(model));
  }

  private static List<String> parts(Kind kind) {
    return switch (kind) {
      case TEXT -> List.of("policy-text.yaml", "policy-more.yaml", "policy-more-text.yaml");
      case PROVIDED -> List.of("policy-provided.yaml", "policy-more.yaml");
    };
  }

  /** The text as one scalar of YAML, in flow mappings too. */
  private static String scalar(String text) {
    String name = text.replaceFirst("^models/", "");
    boolean plain = name.matches(PLAIN) && !WORDS_OF_YAML.contains(name.toLowerCase(Locale.ROOT));
    return plain ? text : "'" + text.replace("'", "''") + "'";
  }

  private static String resource(String name) {
    try (InputStream in = PolicyTemplate.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
