package dev.plumbline.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.PredictionTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fine-tuned classifier as {@code djl-convert} writes it: a TorchScript module ({@code model.pt},
 * the folder's name, or as {@code serving.properties} says), {@code tokenizer.json} and {@code
 * config.json} with {@code id2label}.
 *
 * @param module the TorchScript file
 * @param labels by the index of their logit; at least one
 * @param task what {@code config.json} says of the logits
 * @param maxTokens longest input, special tokens included
 * @param version short SHA-256 over the files
 */
public record ModelFolder(
    Path path,
    Path module,
    List<String> labels,
    PredictionTask task,
    int maxTokens,
    Vocabulary vocabulary,
    ServingProperties serving,
    String version) {

  public static final String MODEL = "model.pt";
  public static final String CONFIG = "config.json";
  public static final String TOKENIZER = "tokenizer.json";

  private static final String EXTENSION = ".pt";
  private static final int DEFAULT_TOKENS = 512;
  private static final int VERSION_DIGITS = 12;

  /**
   * @throws ModelException naming the file that is missing or wrong
   */
  public static ModelFolder read(Path path) {
    if (!Files.isDirectory(path)) {
      throw new ModelException("model folder " + path + " does not exist");
    }
    ServingProperties serving = ServingProperties.read(path);
    Path module = module(path, serving);
    require(path.resolve(CONFIG), "save it with model.config.to_json_file(FILE, use_diff=False)");
    require(path.resolve(TOKENIZER), "save it with tokenizer.save_pretrained(FOLDER)");
    JsonNode config = json(path.resolve(CONFIG));
    JsonNode tokenizer = json(path.resolve(TOKENIZER));
    List<String> labels = labels(config, path);
    Vocabulary vocabulary = Vocabulary.read(config, tokenizer);
    checkSize(path, vocabulary, config.path("vocab_size").asLong(Long.MAX_VALUE));
    return new ModelFolder(
        path,
        module,
        labels,
        task(config, labels, path),
        Math.min(maxTokens(config, tokenizer), serving.maxLength()),
        vocabulary,
        serving,
        version(path, module));
  }

  /** As DJL finds it, but for its last resort, whatever file ends in .pt. */
  private static Path module(Path path, ServingProperties serving) {
    if (serving.modelName() != null) {
      Path named = path.resolve(serving.modelName() + EXTENSION);
      require(named, ServingProperties.FILE + " names it as option.modelName");
      return named;
    }
    Path usual = path.resolve(MODEL);
    Path named = path.resolve(path.toAbsolutePath().normalize().getFileName() + EXTENSION);
    if (Files.isRegularFile(usual) || !Files.isRegularFile(named)) {
      require(usual, "there is " + others(path));
      return usual;
    }
    return named;
  }

  private static String others(Path path) {
    try (Stream<Path> files = Files.list(path)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(EXTENSION))
              .sorted()
              .toList();
      return names.isEmpty()
          ? "no other .pt file; trace the model or use djl-convert"
          : names.get(0) + ": rename it, or name it in serving.properties (option.modelName)";
    } catch (IOException e) {
      throw new ModelException("cannot read model folder " + path, e);
    }
  }

  private static void checkSize(Path path, Vocabulary vocabulary, long size) {
    if (vocabulary.largest() >= size) {
      throw new ModelException(
          "%s has token id %d but vocab_size in %s is %d; export both from one place"
              .formatted(path.resolve(TOKENIZER), vocabulary.largest(), CONFIG, size));
    }
  }

  private static void require(Path file, String fix) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException("model file " + file + " is missing; " + fix);
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
    if (labels.isEmpty()) {
      throw new ModelException(
          path.resolve(CONFIG)
              + ": id2label needs two labels at least, or one for a model that gives one number");
    }
    return List.copyOf(labels);
  }

  /** As transformers decide where nobody says: one output is a number. */
  private static PredictionTask task(JsonNode config, List<String> labels, Path path) {
    String type = config.path("problem_type").asText("null");
    return switch (type) {
      case "null" -> labels.size() == 1 ? PredictionTask.REGRESSION : PredictionTask.SINGLE;
      case "single_label_classification" -> PredictionTask.SINGLE;
      case "multi_label_classification" -> PredictionTask.MULTI;
      case "regression" -> PredictionTask.REGRESSION;
      default ->
          throw new ModelException(
              "%s: problem_type %s is unknown; use single_label_classification, multi_label_classification or regression"
                  .formatted(path.resolve(CONFIG), type));
    };
  }

  /** RoBERTa and its kin count positions from the padding token's id plus one. */
  private static int maxTokens(JsonNode config, JsonNode tokenizer) {
    int positions = config.path("max_position_embeddings").asInt(DEFAULT_TOKENS);
    if (config.path("model_type").asText("").contains("roberta")) {
      positions -= config.path("pad_token_id").asInt(1) + 1;
    }
    return Math.min(positions, tokenizer.path("truncation").path("max_length").asInt(positions));
  }

  /** What a serving.properties says changes answers too. */
  private static String version(Path path, Path module) {
    List<Path> files =
        new ArrayList<>(List.of(module, path.resolve(CONFIG), path.resolve(TOKENIZER)));
    if (Files.isRegularFile(path.resolve(ServingProperties.FILE))) {
      files.add(path.resolve(ServingProperties.FILE));
    }
    byte[] hash = ModelChecksums.digest(files.toArray(Path[]::new)).digest();
    return HexFormat.of().formatHex(hash).substring(0, VERSION_DIGITS);
  }
}
