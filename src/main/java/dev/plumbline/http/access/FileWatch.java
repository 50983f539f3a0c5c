package dev.plumbline.http.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What files hold, read again when one of them has changed. Looks through links, as Kubernetes
 * swaps secrets by one. Files that cannot be used leave what was read before in force.
 *
 * @param <T> what is read
 */
final class FileWatch<T> {

  private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

  private final List<Path> files;
  private final Supplier<T> reader;
  private List<String> seen;
  private volatile T value;

  /**
   * @throws AccessException when the files cannot be used at first
   */
  FileWatch(List<Path> files, Supplier<T> reader) {
    this.files = List.copyOf(files);
    this.reader = reader;
    this.seen = stamps();
    this.value = reader.get();
  }

  T value() {
    return value;
  }

  /**
   * Reads the files again when they have changed.
   *
   * @return whether there is a new value
   */
  synchronized boolean refresh() {
    List<String> now = stamps();
    if (now.equals(seen)) {
      return false;
    }
    seen = now;
    try {
      value = reader.get();
      LOG.info("read again what has changed, files={}", files);
      return true;
    } catch (AccessException e) {
      LOG.warn("a changed file is not used, what it said before stays: {}", e.getMessage());
      return false;
    }
  }

  private List<String> stamps() {
    List<String> stamps = new ArrayList<>();
    for (Path file : files) {
      try {
        BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
        stamps.add(of.lastModifiedTime() + " " + of.size() + " " + of.fileKey());
      } catch (IOException e) {
        stamps.add("missing"); // the reader says so
      }
    }
    return stamps;
  }
}
