package dev.plumbline.stage.alert.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A key or an address that nobody else may see: it has a value to send and none to print. */
public final class SinkSecret {

  private final String value;

  private SinkSecret(String value) {
    this.value = value;
  }

  public static SinkSecret of(String value) {
    return new SinkSecret(value);
  }

  /** Without the line end that editors leave. */
  public static SinkSecret read(Path file) throws IOException {
    return new SinkSecret(Files.readString(file).strip());
  }

  public boolean isBlank() {
    return value.isBlank();
  }

  /** To send or to check, never to print. */
  String value() {
    return value;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
