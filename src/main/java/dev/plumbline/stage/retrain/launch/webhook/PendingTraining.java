package dev.plumbline.stage.retrain.launch.webhook;

import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.retrain.launch.JobFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A training that a pipeline is or will be asked for, in the job's folder. It is there once the
 * examples are complete, and goes when the job ends.
 *
 * @param taken the pipeline has accepted the request
 */
record PendingTraining(Instant askedAt, boolean taken) {

  /** Its file's name. */
  static final String FILE = "asked.json";

  /** The name of the file with what the pipeline said. */
  static final String STATUS = "status.json";

  static @Nullable PendingTraining read(JobFolder folder) throws IOException {
    Path file = folder.file(FILE);
    return Files.exists(file)
        ? Json.MAPPER.readValue(Files.readString(file), PendingTraining.class)
        : null;
  }

  PendingTraining accepted() {
    return new PendingTraining(askedAt, true);
  }

  void write(JobFolder folder) throws IOException {
    write(this, folder.file(FILE));
  }

  /** In one step: a reader sees all of it, or none. */
  static void write(Object value, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, Json.MAPPER.writeValueAsBytes(value));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static void remove(JobFolder folder) throws IOException {
    Files.deleteIfExists(folder.file(FILE));
    Files.deleteIfExists(folder.file(STATUS));
  }
}
