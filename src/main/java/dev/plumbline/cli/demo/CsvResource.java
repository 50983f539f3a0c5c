package dev.plumbline.cli.demo;

import dev.plumbline.file.CsvRecords;
import dev.plumbline.file.TextFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A gzipped CSV, as the excerpts shipped in the jar are written. */
final class CsvResource {

  private CsvResource() {}

  /** Rows without the header. */
  static List<List<String>> read(String resource) {
    List<List<String>> rows = new ArrayList<>();
    try (InputStream in = CsvResource.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar holds no " + resource);
      }
      CsvRecords records = new CsvRecords(TextFiles.open(in));
      records.next();
      for (List<String> row = records.next(); row != null; row = records.next()) {
        rows.add(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
    return rows;
  }
}
