package dev.plumbline.cli.demo;

import dev.plumbline.file.TextFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A gzipped CSV without quotes around line breaks, as the excerpts shipped in the jar are written.
 */
final class CsvResource {

  private CsvResource() {}

  /** Rows without the header. */
  static List<List<String>> read(String resource) {
    List<List<String>> rows = new ArrayList<>();
    try (InputStream in = CsvResource.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar holds no " + resource);
      }
      BufferedReader lines = TextFiles.open(in);
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(split(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
    return rows;
  }

  private static List<String> split(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
