package dev.plumbline.webhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A key or an address that nobody else may see: it has a value to send and none to print. */
public final class SecretText {

  private final String value;

  private SecretText(String value) {
    this.value = value;
  }

  public static SecretText of(String value) {
    return new SecretText(value);
  }

  /** Without the line end that editors leave. */
  public static SecretText read(Path file) throws IOException {
    return new SecretText(Files.readString(file).strip());
  }

  public boolean isBlank() {
    return value.isBlank();
  }

  /** To send or to check, never to print. */
  public String value() {
    return value;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
