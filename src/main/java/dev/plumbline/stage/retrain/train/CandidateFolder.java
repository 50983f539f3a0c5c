package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.TrainingExample;
import dev.plumbline.file.FileTrees;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A candidate model's folder: what scoring needs, the figures, the curves and a card. It is written
 * beside its place, under a hidden name, and moved there when it is whole; so a trainer that is
 * killed leaves nothing half-written there.
 */
public final class CandidateFolder {

  public static final String RESULT = "training.json";
  static final String CARD = "MODEL_CARD.md";

  private final Path place;
  private final Path unfinished;

  private CandidateFolder(Path place, Path unfinished) {
    this.place = place;
    this.unfinished = unfinished;
  }

  /**
   * @param place where there is nothing, or an earlier candidate, which stays until there is a new
   *     one
   * @throws IllegalArgumentException when something else is there
   */
  static CandidateFolder at(Path place) throws IOException {
    Path full = place.toAbsolutePath().normalize();
    if (Files.exists(full) && !Files.exists(full.resolve(RESULT)) && !isEmpty(full)) {
      throw new IllegalArgumentException(
          place + " exists and is no candidate: name a folder that does not exist");
    }
    if (full.getFileName() == null) {
      throw new IllegalArgumentException(place + " is no folder for a candidate");
    }
    return new CandidateFolder(full, full.resolveSibling("." + full.getFileName() + ".unfinished"));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /** What writes the module. */
  interface ModuleWriter {
    void write(Path file);
  }

  /**
   * Writes everything, under the hidden name.
   *
   * @param base folder of the model that training began from
   */
  Path write(ModelFolder base, ModuleWriter module, TrainingFacts facts, TrainingResult result)
      throws IOException {
    FileTrees.delete(unfinished);
    Files.createDirectories(unfinished);
    for (String name : List.of(ModelFolder.CONFIG, ModelFolder.TOKENIZER)) {
      Files.copy(
          base.path().resolve(name), unfinished.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    base.copySettings(unfinished);
    module.write(unfinished.resolve(ModelFolder.MODEL));
    EventFile.write(unfinished, facts.curve(), newestLabel(facts.split()));
    Files.writeString(
        unfinished.resolve(CARD),
        ModelCard.write(facts, result, ModelFolder.read(unfinished).version()));
    Files.writeString(
        unfinished.resolve(RESULT),
        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
    return unfinished;
  }

  /** The same training gives the same files, at whatever hour. */
  private static Instant newestLabel(HoldoutSplit split) {
    return Stream.concat(split.learn().stream(), split.judge().stream())
        .map(TrainingExample::labelledAt)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** Puts what was written in its place. */
  void finish() throws IOException {
    FileTrees.delete(place);
    Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
  }
}
