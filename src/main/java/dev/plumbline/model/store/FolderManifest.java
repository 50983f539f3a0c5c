package dev.plumbline.model.store;

import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a model folder holds, the file {@value #NAME} beside its files.
 *
 * @param files the SHA-256 of each file in hexadecimal, by its path in the folder
 */
public record FolderManifest(
    String model, String version, Instant publishedAt, SortedMap<String, String> files) {

  static final String NAME = "manifest.json";

  /** Names joined by slashes, none of which begins with a dot. */
  private static final Pattern FILE = Pattern.compile("[\\w][\\w. -]*(/[\\w][\\w. -]*)*");

  public FolderManifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    for (String file : files.keySet()) {
      if (!FILE.matcher(file).matches()) {
        throw new IllegalArgumentException("a model folder has no file of such a name");
      }
    }
  }

  /**
   * The SHA-256 of every file of a folder but hidden ones and a manifest.
   *
   * @throws IOException when the folder cannot be read, or has a file whose name is not made of
   *     letters, digits, spaces, dots and dashes
   */
  public static SortedMap<String, String> checksums(Path folder) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!name.equals(NAME) && !name.matches("(.*/)?\\..*")) {
          if (!FILE.matcher(name).matches()) {
            throw new IOException(file + " has a name that a store does not take");
          }
          files.put(name, sha256(file));
        }
      }
    }
    return files;
  }

  /**
   * One SHA-256 of all files: of the lines that {@code sha256sum} prints for them, ordered by name.
   */
  public static String digest(Map<String, String> files) {
    MessageDigest digest = sha256();
    new TreeMap<>(files)
        .forEach(
            (name, hash) ->
                digest.update((hash + "  " + name + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  String digest() {
    return digest(files);
  }

  static FolderManifest read(Path file) throws IOException {
    return Json.MAPPER.readValue(file.toFile(), FolderManifest.class);
  }

  void write(Path file) throws IOException {
    Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
  }

  static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
