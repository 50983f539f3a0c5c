package dev.plumbline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
    long first = records.line();
    records.next();
    long second = records.line();
    records.next();
    long third = records.line();

    // Then
    assertThat(List.of(first, second, third)).containsExactly(1L, 2L, 4L);
  }

  @Test
  void shouldKeepWhatNoQuoteEnclosesWhenRead() throws IOException {
    assertThat(read(" a , \"b\"\n\nx\"y,\\,#\rlast"))
        .containsExactly(
            List.of(" a ", " \"b\""), List.of(""), List.of("x\"y", "\\", "#"), List.of("last"));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(
            "a,b\n\"x\ny\",2\n\"secret\" word,3\n", "line 4: a quoted field is not closed"),
        Arguments.of("a\n\"secret\nand on", "line 2: a quoted field is not closed"),
        Arguments.of(
            "a\n" + "s".repeat(CsvRecords.LONGEST_FIELD + 1), "line 2: a field has more than"),
        Arguments.of("a\n" + ",".repeat(CsvRecords.MOST_FIELDS), "line 2: more than 1000 fields"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void shouldNameTheLineInOneLineWhenTheTextIsNoCsv(String csv, String message) {
    assertThatThrownBy(() -> read(csv))
        .isInstanceOf(CsvException.class)
        .hasMessageStartingWith(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret").doesNotContain("\n"))
        .hasNoCause();
  }
}
