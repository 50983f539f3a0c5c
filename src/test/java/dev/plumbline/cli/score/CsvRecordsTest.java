package dev.plumbline.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRecordsTest {

  private static List<List<String>> read(String csv) throws IOException {
    CsvRecords records = new CsvRecords(new StringReader(csv));
    List<List<String>> all = new ArrayList<>();
    for (List<String> row = records.next(); row != null; row = records.next()) {
      all.add(row);
    }
    return all;
  }

  @Test
  void shouldReadQuotesCommasAndLineEndsWhenQuoted() throws IOException {
    // When
    List<List<String>> rows = read("\uFEFFtext,category\r\n\"a, \"\"b\"\"\nc\",x\n,\nlast,\"\"");

    // Then
    assertThat(rows)
        .containsExactly(
            List.of("text", "category"),
            List.of("a, \"b\"\nc", "x"),
            List.of("", ""),
            List.of("last", ""));
  }

  @Test
  void shouldReadNothingWhenEmpty() throws IOException {
    // When // Then
    assertThat(read("")).isEmpty();
  }

  @Test
  void shouldTellTheLineWhenAFieldSpansLines() throws IOException {
    // Given
    CsvRecords records = new CsvRecords(new StringReader("a\n\"b\nb\"\nc\n"));

    // When
    records.next();
    long second = records.line();
    records.next();
    long third = records.line();

    // Then
    assertThat(List.of(second, third)).containsExactly(2L, 4L);
  }
}
