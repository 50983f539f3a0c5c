package dev.plumbline.model.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Files by key, a path of names joined by slashes. A file is there whole or not at all. Safe for
 * use by several threads.
 */
interface ObjectStorage extends AutoCloseable {

  /** Puts a file there, in place of what was there before. */
  void put(String key, Path file) throws IOException;

  /**
   * Copies a file from there.
   *
   * @param to does not exist yet
   * @throws NoSuchFileException when there is nothing at the key
   */
  void get(String key, Path to) throws IOException;

  /** Every key that begins so; none when there is none. */
  List<String> keys(String prefix) throws IOException;

  /** Nothing happens when there is nothing at the key. */
  void delete(String key) throws IOException;

  /** What an operator finds the key by. */
  String location(String key);

  @Override
  void close();
}
