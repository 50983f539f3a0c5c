package dev.plumbline.stage.redact.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Where a keyset in Tink's JSON format is read from. */
public sealed interface KeysetSource {

  /** What comes before the name of an environment variable. */
  String VARIABLE = "env:";

  /** A file that its owner alone should be able to read. */
  record InFile(Path file) implements KeysetSource {
    @Override
    public String json() throws IOException {
      return Files.readString(file);
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** An environment variable, for platforms that hand out secrets so. */
  record InVariable(String name) implements KeysetSource {
    @Override
    public String json() throws IOException {
      String json = System.getenv(name);
      if (json == null || json.isBlank()) {
        throw new IOException("the environment variable is not set");
      }
      return json;
    }

    @Override
    public String toString() {
      return VARIABLE + name;
    }
  }

  /**
   * @throws IOException when there is nothing to read
   */
  String json() throws IOException;

  /**
   * Reads {@code env:NAME} or a path.
   *
   * @param resolve what a relative path is relative to
   */
  static KeysetSource parse(String location, UnaryOperator<Path> resolve) {
    return location.startsWith(VARIABLE)
        ? new InVariable(location.substring(VARIABLE.length()))
        : new InFile(resolve.apply(Path.of(location)));
  }
}
