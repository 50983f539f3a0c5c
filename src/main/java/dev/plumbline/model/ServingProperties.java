package dev.plumbline.model;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What DJL's {@code serving.properties} says of a module and its tokens. The file may also name
 * classes to be made ({@code translatorFactory}, {@code blockFactory}) and settings of engines:
 * those are never used, because whoever gives a model must not choose what runs beside it.
 *
 * @param modelName the module's file without {@code .pt}; null when the file does not say
 * @param tokenTypes the module takes {@code token_type_ids}
 * @param maxLength most tokens of a text; {@link Integer#MAX_VALUE} when the file does not say
 * @param padToMaximum every text is padded to the most tokens, not to the longest of its batch
 * @param specialTokens the tokenizer frames each text
 * @param lowerCase texts are put into lower case first
 */
record ServingProperties(
    @Nullable String modelName,
    boolean tokenTypes,
    int maxLength,
    boolean padToMaximum,
    boolean specialTokens,
    boolean lowerCase) {

  static final String FILE = "serving.properties";

  private static final Logger LOG = LoggerFactory.getLogger(ServingProperties.class);

  private static final String MODEL_NAME = "option.modelName";
  private static final String ENGINE = "engine";
  private static final String TOKEN_TYPES = "includeTokenTypes";
  private static final String MAX_LENGTH = "maxLength";
  private static final String PADDING = "padding";
  private static final String TRUNCATION = "truncation";
  private static final String SPECIAL_TOKENS = "addSpecialTokens";
  private static final String LOWER_CASE = "doLowerCase";

  /** Truncation is among them: texts are always cut, because a model fails on what is too long. */
  private static final Set<String> KNOWN =
      Set.of(
          MODEL_NAME,
          ENGINE,
          TOKEN_TYPES,
          MAX_LENGTH,
          PADDING,
          TRUNCATION,
          SPECIAL_TOKENS,
          LOWER_CASE,
          "option.mapLocation");

  /**
   * Of a folder without the file: what DJL does then.
   *
   * @throws ModelException when a value of the file is none
   */
  static ServingProperties read(Path folder) {
    Properties properties = new Properties();
    Path file = folder.resolve(FILE);
    if (Files.isRegularFile(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        properties.load(in);
      } catch (IOException | IllegalArgumentException e) {
        throw new ModelException(file + " is not a properties file", e);
      }
    }
    Set<String> ignored = new TreeSet<>(properties.stringPropertyNames());
    ignored.removeAll(KNOWN);
    if (!ignored.isEmpty()) {
      LOG.info("{}: not used, keys={}", file, ignored);
    }
    checkEngine(file, properties.getProperty(ENGINE, DjlEngine.NAME).strip());
    return new ServingProperties(
        name(file, properties.getProperty(MODEL_NAME)),
        flag(file, properties, TOKEN_TYPES, false),
        maxLength(file, properties.getProperty(MAX_LENGTH)),
        properties.getProperty(PADDING, "").strip().equalsIgnoreCase("max_length"),
        flag(file, properties, SPECIAL_TOKENS, true),
        flag(file, properties, LOWER_CASE, false));
  }

  private static void checkEngine(Path file, String engine) {
    if (!engine.equals(DjlEngine.NAME)) {
      throw new ModelException(
          "%s: engine=%s; texts are scored with PyTorch only: export the model as TorchScript"
              .formatted(file, engine));
    }
  }

  /** A name, not a path that leads out of the folder. */
  private static @Nullable String name(Path file, @Nullable String name) {
    if (name == null || name.isBlank()) {
      return null;
    }
    if (!name.strip().matches("[^/\\\\]*[^/\\\\.][^/\\\\]*")) {
      throw new ModelException(file + ": " + MODEL_NAME + " must be a file's name without .pt");
    }
    return name.strip();
  }

  private static boolean flag(Path file, Properties from, String key, boolean otherwise) {
    String value =
        from.getProperty(key, Boolean.toString(otherwise)).strip().toLowerCase(Locale.ROOT);
    if (!value.equals("true") && !value.equals("false")) {
      throw new ModelException(file + ": " + key + " must be true or false");
    }
    return value.equals("true");
  }

  private static int maxLength(Path file, @Nullable String value) {
    if (value == null) {
      return Integer.MAX_VALUE;
    }
    if (!value.strip().matches("[1-9]\\d{0,8}")) {
      throw new ModelException(file + ": " + MAX_LENGTH + " must be a whole number of tokens");
    }
    return Integer.parseInt(value.strip());
  }
}
