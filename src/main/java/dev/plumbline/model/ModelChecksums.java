package dev.plumbline.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Files that must be those which a policy means: a module is code, and runs when it is loaded. */
public final class ModelChecksums {

  private ModelChecksums() {}

  /**
   * @param model folder, or a file that is a model by itself
   * @param sha256 hexadecimal, by the name of a file in the folder, or of the file itself
   * @throws ModelException naming the first file, in order of names, that is missing or another one
   */
  public static void check(Path model, Map<String, String> sha256) {
    new TreeMap<>(sha256).forEach((name, expected) -> check(file(model, name), name, expected));
  }

  private static Path file(Path model, String name) {
    return Files.isDirectory(model) ? model.resolve(name) : model.resolveSibling(name);
  }

  private static void check(Path file, String name, String expected) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "scoring.sha256 names " + name + " but the model file " + file + " is missing");
    }
    String actual = HexFormat.of().formatHex(digest(file).digest());
    if (!actual.equals(expected.toLowerCase(Locale.ROOT))) {
      throw new ModelException(
          "%s is not the file that scoring.sha256 means: its SHA-256 is %s, the policy says %s"
              .formatted(file, actual, expected));
    }
  }

  /** Over the contents of files, one after the other. */
  static MessageDigest digest(Path... files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
          in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
          throw new ModelException("cannot read model file " + file, e);
        }
      }
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
