package dev.plumbline.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A fine-tuned classifier as {@code djl-convert} writes it: {@code model.pt} (TorchScript), {@code
 * tokenizer.json} and {@code config.json} with {@code id2label}.
 *
 * @param labels by the index of their logit
 * @param maxTokens longest input, special tokens included
 * @param vocabSize rows of the embedding; {@link Integer#MAX_VALUE} when the config does not say
 * @param unknownToken id of what the tokenizer does not know; -1 when it knows everything
 * @param version short SHA-256 over the three files
 */
public record ModelFolder(
    Path path,
    List<String> labels,
    int maxTokens,
    int vocabSize,
    long padToken,
    long unknownToken,
    String version) {

  public static final String MODEL = "model.pt";
  public static final String CONFIG = "config.json";
  public static final String TOKENIZER = "tokenizer.json";

  private static final int DEFAULT_TOKENS = 512;
  private static final long NO_TOKEN = -1;
  private static final int VERSION_DIGITS = 12;

  /**
   * @throws ModelException naming the file that is missing or wrong
   */
  public static ModelFolder read(Path path) {
    if (!Files.isDirectory(path)) {
      throw new ModelException("model folder " + path + " does not exist");
    }
    List.of(MODEL, CONFIG, TOKENIZER).forEach(name -> require(path.resolve(name)));
    JsonNode config = json(path.resolve(CONFIG));
    JsonNode tokenizer = json(path.resolve(TOKENIZER));
    ModelFolder folder =
        new ModelFolder(
            path,
            labels(config, path),
            maxTokens(config, tokenizer),
            config.path("vocab_size").asInt(Integer.MAX_VALUE),
            config.path("pad_token_id").asLong(0),
            unknownToken(tokenizer),
            version(path));
    folder.checkVocabulary(tokenizer);
    return folder;
  }

  private void checkVocabulary(JsonNode tokenizer) {
    int largest = -1;
    for (JsonNode id : tokenizer.path("model").path("vocab")) {
      largest = Math.max(largest, id.asInt(-1));
    }
    for (JsonNode token : tokenizer.path("added_tokens")) {
      largest = Math.max(largest, token.path("id").asInt(-1));
    }
    if (largest >= vocabSize) {
      throw new ModelException(
          "%s has token id %d but vocab_size in %s is %d"
              .formatted(path.resolve(TOKENIZER), largest, CONFIG, vocabSize));
    }
  }

  private static void require(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException("model file " + file + " is missing");
    }
  }

  private static JsonNode json(Path file) {
    try {
      return Json.MAPPER.readTree(file.toFile());
    } catch (IOException e) {
      throw new ModelException(file + " is not readable JSON", e);
    }
  }

  private static List<String> labels(JsonNode config, Path path) {
    JsonNode id2label = config.path("id2label");
    List<String> labels = new ArrayList<>();
    for (int id = 0; id < id2label.size(); id++) {
      String label = id2label.path(Integer.toString(id)).asText("");
      if (label.isBlank()) {
        throw new ModelException(path.resolve(CONFIG) + ": id2label has no label " + id);
      }
      labels.add(label);
    }
    if (labels.size() < 2) {
      throw new ModelException(path.resolve(CONFIG) + ": id2label needs two labels at least");
    }
    return List.copyOf(labels);
  }

  /** RoBERTa and its kin count positions from the padding token's id plus one. */
  private static int maxTokens(JsonNode config, JsonNode tokenizer) {
    int positions = config.path("max_position_embeddings").asInt(DEFAULT_TOKENS);
    if (config.path("model_type").asText("").contains("roberta")) {
      positions -= config.path("pad_token_id").asInt(1) + 1;
    }
    return Math.min(positions, tokenizer.path("truncation").path("max_length").asInt(positions));
  }

  /** Unigram names the id, the others the token; byte-level vocabularies have none. */
  private static long unknownToken(JsonNode tokenizer) {
    JsonNode model = tokenizer.path("model");
    if (model.path("unk_id").isIntegralNumber()) {
      return model.path("unk_id").longValue();
    }
    String name = model.path("unk_token").asText("");
    for (JsonNode token : tokenizer.path("added_tokens")) {
      if (token.path("content").asText("").equals(name)) {
        return token.path("id").asLong(NO_TOKEN);
      }
    }
    return model.path("vocab").path(name).asLong(NO_TOKEN);
  }

  private static String version(Path path) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String name : List.of(MODEL, CONFIG, TOKENIZER)) {
        try (InputStream in =
            new DigestInputStream(Files.newInputStream(path.resolve(name)), digest)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
    } catch (IOException e) {
      throw new ModelException("cannot read model folder " + path, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
