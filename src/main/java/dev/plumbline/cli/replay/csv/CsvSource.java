package dev.plumbline.cli.replay.csv;

import dev.plumbline.file.CsvException;
import dev.plumbline.file.CsvRecords;
import dev.plumbline.file.TextFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file, gzipped or not, whose first line names its columns. Rows are streamed. What is wrong
 * with the file is an {@link IllegalArgumentException} of one line that says what to do.
 */
public final class CsvSource {

  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

  private final Path file;
  private final char separator;
  private final List<String> columns;

  /** Takes a row's number, from 1, and its values in the order of the columns. */
  interface RowConsumer {
    void row(long number, List<String> values) throws IOException;
  }

  private CsvSource(Path file, char separator, List<String> columns) {
    this.file = file;
    this.separator = separator;
    this.columns = columns;
  }

  /**
   * @throws IllegalArgumentException when the file is empty, or the separator is not its own
   */
  public static CsvSource open(Path file, char separator) throws IOException {
    try (BufferedReader in = TextFiles.open(file)) {
      List<String> columns = next(file, new CsvRecords(in, separator));
      if (columns == null || columns.stream().allMatch(String::isBlank)) {
        throw new IllegalArgumentException(
            file + ": the file is empty; its first line must name the columns");
      }
      columns = columns.stream().map(String::strip).toList();
      check(file, columns, separator);
      return new CsvSource(file, separator, columns);
    }
  }

  private static void check(Path file, List<String> columns, char separator) {
    for (char other : SEPARATORS) {
      if (columns.size() == 1 && other != separator && columns.get(0).indexOf(other) >= 0) {
        throw new IllegalArgumentException(
            "%s: the first line is one column that holds '%s'; add --delimiter '%s'"
                .formatted(file, shown(other), shown(other)));
      }
    }
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new IllegalArgumentException(
            "%s: two columns are named '%s'; rename one of them".formatted(file, column));
      }
    }
  }

  private static String shown(char separator) {
    return separator == '\t' ? "\\t" : String.valueOf(separator);
  }

  /** One character as the command line says it; {@code \t} is a tab. */
  public static char separator(String written) {
    String text = written.equals("\\t") ? "\t" : written;
    if (text.length() != 1) {
      throw new IllegalArgumentException(
          "--delimiter is one character, such as ',' or ';', or \\t for a tab");
    }
    return text.charAt(0);
  }

  /** Whether a file is read as CSV when nothing else says so. */
  public static boolean named(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".csv.gz");
  }

  public List<String> columns() {
    return columns;
  }

  /**
   * Place of a column.
   *
   * @param option that names it
   * @throws IllegalArgumentException naming the columns that there are
   */
  int column(String name, String option) {
    int place = columns.indexOf(name);
    if (place < 0) {
      throw new IllegalArgumentException(
          "%s: there is no column '%s' (%s); the columns are: %s"
              .formatted(file, name, option, String.join(", ", columns)));
    }
    return place;
  }

  /**
   * Every row; empty lines are left out.
   *
   * @return how many there were
   * @throws IllegalArgumentException at a row with more or fewer values than columns
   */
  long each(RowConsumer to) throws IOException {
    try (BufferedReader in = TextFiles.open(file)) {
      CsvRecords records = new CsvRecords(in, separator);
      next(file, records);
      long number = 0;
      for (List<String> row = next(file, records); row != null; row = next(file, records)) {
        if (row.size() == 1 && row.get(0).isBlank() && columns.size() > 1) {
          continue;
        }
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "%s: line %d has %d values where the first line names %d columns; mend the line, or quote values that hold the delimiter"
                  .formatted(file, records.line(), row.size(), columns.size()));
        }
        to.row(++number, row);
      }
      return number;
    }
  }

  private static @Nullable List<String> next(Path file, CsvRecords records) throws IOException {
    try {
      return records.next();
    } catch (CsvException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
