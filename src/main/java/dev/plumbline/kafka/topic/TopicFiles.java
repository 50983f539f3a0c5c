package dev.plumbline.kafka.topic;

import dev.plumbline.file.YamlDocument;
import dev.plumbline.file.YamlSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code topics/*.yaml}: from a folder, or the ones shipped in the jar. */
public final class TopicFiles {

  private TopicFiles() {}

  /** The topics that this version works with, in flow order. */
  public static List<TopicFile> shipped() {
    URL folder = TopicFiles.class.getResource("/topics");
    if (folder == null) {
      throw new IllegalStateException("the jar holds no topics/");
    }
    try {
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return in(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return in(jar.getPath("/topics"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the topics in the jar", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot read the topics in the jar", e);
    }
  }

  /**
   * @throws IllegalArgumentException naming the file and what it lacks
   */
  public static List<TopicFile> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".yaml"))
          .sorted()
          .map(TopicFiles::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static TopicFile read(Path file) {
    try {
      Map<?, ?> yaml =
          YamlDocument.parse(Files.readString(file)).values() instanceof Map<?, ?> map
              ? map
              : Map.of();
      return new TopicFile(
          required(yaml, "name", String.class, file),
          users(yaml, file),
          required(yaml, "partitions", Integer.class, file),
          required(yaml, "replication", Integer.class, file),
          strings(required(yaml, "configs", Map.class, file)),
          required(yaml, "schema", Map.class, file));
    } catch (YamlSyntaxException e) {
      throw new IllegalArgumentException(
          file.getFileName() + ":" + (e.line() + 1) + ": " + e.reason(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static <T> T required(Map<?, ?> yaml, String key, Class<T> type, Path file) {
    Object value = yaml.get(key);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          file.getFileName() + ": " + key + " must be a " + type.getSimpleName());
    }
    return type.cast(value);
  }

  private static Set<String> users(Map<?, ?> yaml, Path file) {
    return Stream.of("producedBy", "consumedBy")
        .flatMap(key -> Arrays.stream(required(yaml, key, String.class, file).split(",")))
        .map(String::strip)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Map<String, String> strings(Map<?, ?> map) {
    Map<String, String> strings = new LinkedHashMap<>();
    map.forEach((key, value) -> strings.put(String.valueOf(key), String.valueOf(value)));
    return strings;
  }
}
