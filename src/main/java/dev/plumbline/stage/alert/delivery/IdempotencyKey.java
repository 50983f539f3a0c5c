package dev.plumbline.stage.alert.delivery;

import dev.plumbline.event.alert.Alert;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names one state of one episode of one alert, the same in every repeat and after a crash. */
final class IdempotencyKey {

  private IdempotencyKey() {}

  /** 64 hexadecimal digits. */
  static String of(Alert alert) {
    return sha256(
        alert.key() + "\n" + alert.since() + "\n" + alert.state() + "\n" + alert.severity());
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
