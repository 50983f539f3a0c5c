package dev.plumbline.model.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A directory, of one machine or shared by several. A file that is not whole yet has a name that
 * begins with a dot; such names are nobody's keys.
 */
final class DirectoryStorage implements ObjectStorage {

  private final Path root;

  DirectoryStorage(Path root) {
    this.root = root;
  }

  @Override
  public void put(String key, Path file) throws IOException {
    Path target = root.resolve(key);
    Path folder = Files.createDirectories(target.resolveSibling(""));
    Path part = folder.resolve("." + UUID.randomUUID());
    try {
      Files.copy(file, part);
      try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
        written.force(true); // a machine that loses power must not keep the name of an empty file
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  @Override
  public void get(String key, Path to) throws IOException {
    Files.copy(root.resolve(key), to);
  }

  @Override
  public List<String> keys(String prefix) throws IOException {
    Path folder = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(key -> key.startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  @Override
  public void delete(String key) throws IOException {
    Path file = root.resolve(key);
    Files.deleteIfExists(file);
    Path folder = file.resolveSibling("");
    if (!folder.equals(root) && isEmpty(folder)) {
      Files.deleteIfExists(folder);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  @Override
  public String location(String key) {
    return root.resolve(key).toString();
  }

  @Override
  public void close() {}
}
