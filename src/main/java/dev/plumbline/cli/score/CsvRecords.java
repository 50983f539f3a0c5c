package dev.plumbline.cli.score;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comma-separated values of RFC 4180: quoted fields may hold commas, quotes and line ends. */
final class CsvRecords {

  private static final int END = -1;

  private final BufferedReader in;
  private int ahead;
  private long line = 1;

  CsvRecords(Reader in) throws IOException {
    this.in = new BufferedReader(in);
    advance();
    if (ahead == '\uFEFF') {
      advance();
    }
  }

  /** The number, from 1, of the line that comes next. */
  long line() {
    return line;
  }

  /** The next record's fields, or null at the end; an empty line is one empty field. */
  @Nullable List<String> next() throws IOException {
    if (ahead == END) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    fields.add(field());
    while (ahead == ',') {
      advance();
      fields.add(field());
    }
    if (ahead == '\r') {
      advance();
    }
    if (ahead == '\n') {
      advance();
    }
    return fields;
  }

  private String field() throws IOException {
    StringBuilder field = new StringBuilder();
    if (ahead == '"') {
      quoted(field);
    }
    while (ahead != END && ahead != ',' && ahead != '\r' && ahead != '\n') {
      field.append((char) ahead);
      advance();
    }
    return field.toString();
  }

  /** A doubled quote is one quote. */
  private void quoted(StringBuilder field) throws IOException {
    advance();
    while (ahead != END) {
      boolean quote = ahead == '"';
      if (quote) {
        advance();
        if (ahead != '"') {
          return;
        }
      }
      field.append((char) ahead);
      advance();
    }
  }

  private void advance() throws IOException {
    if (ahead == '\n') {
      line++;
    }
    ahead = in.read();
  }
}
