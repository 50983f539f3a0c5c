package dev.plumbline.file;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names that other people chose, as names of files. */
public final class FileNames {

  /** File systems take 255 bytes; what is written beside a file has a longer name. */
  private static final int MOST = 200;

  private FileNames() {}

  /**
   * One name of a path, whatever it is called: letters, digits, dots, dashes and underscores stay,
   * and no name leads anywhere else. Different names stay different.
   */
  public static String of(String name) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("*", "%2A");
    String visible = encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
    return visible.length() <= MOST
        ? visible
        : visible.substring(0, MOST / 2) + "%" + sha256(name).substring(0, MOST / 4);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
