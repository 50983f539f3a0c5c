package dev.plumbline.file;

import java.io.IOException;

/** Text that is no CSV. The message names the line and the cause and quotes nothing. */
public final class CsvException extends IOException {

  private static final long serialVersionUID = 1;
  private final long line;
  private final String reason;

  CsvException(long line, String reason) {
    super("line " + line + ": " + reason);
    this.line = line;
    this.reason = reason;
  }

  /** The number, from 1, of the line where the record begins. */
  public long line() {
    return line;
  }

  public String reason() {
    return reason;
  }
}
