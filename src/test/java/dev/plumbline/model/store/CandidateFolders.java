package dev.plumbline.model.store;

import dev.plumbline.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Versions of the tiny model: the same answers under other names. */
public final class CandidateFolders {

  public static final Path TINY = Path.of("src/test/resources/models/tiny").toAbsolutePath();

  private CandidateFolders() {}

  /** A copy in a new folder, with a version of its own. */
  public static Path candidate(Path folder, String name) throws IOException {
    return candidate(folder, name, "\"0\": \"refund\"", "\"0\": \"refund\"");
  }

  /** A copy whose {@code config.json} is changed besides. */
  public static Path candidate(Path folder, String name, String was, String becomes)
      throws IOException {
    Path candidate = Files.createDirectories(folder.resolve(name));
    for (String file : List.of(ModelFolder.MODEL, ModelFolder.TOKENIZER)) {
      Files.copy(TINY.resolve(file), candidate.resolve(file));
    }
    String config = Files.readString(TINY.resolve(ModelFolder.CONFIG)).replace(was, becomes);
    Files.writeString(
        candidate.resolve(ModelFolder.CONFIG),
        config.replaceFirst("\\{", "{\"name\": \"" + name + "\","));
    return candidate;
  }

  public static String version(Path folder) {
    return ModelFolder.read(folder).version();
  }
}
