package dev.plumbline.cli.replay.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users get wrong about a table: one line each, which says what to do. */
class CsvSourceTest {

  @TempDir private Path folder;

  @Test
  void shouldGiveRowsWhenValuesAreQuotedAndLinesAreEmpty() throws IOException {
    // Given
    CsvSource csv = open("a,b\n\"x,1\",2\n\n3,\"4\n5\"\n", ',');
    List<List<String>> rows = new ArrayList<>();
    // When
    long count = csv.each((number, row) -> rows.add(row));
    // Then
    assertThat(count).isEqualTo(2);
    assertThat(rows).containsExactly(List.of("x,1", "2"), List.of("3", "4\n5"));
  }

  @Test
  void shouldSayHowToMendWhenTheFileIsEmpty() {
    assertThatThrownBy(() -> open("", ','))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("the file is empty; its first line must name the columns");
  }

  @Test
  void shouldNameTheDelimiterWhenItIsAnother() {
    assertThatThrownBy(() -> open("a;b\n1;2\n", ','))
        .hasMessageEndingWith("the first line is one column that holds ';'; add --delimiter ';'");
    assertThatThrownBy(() -> open("a\tb\n1\t2\n", ',')).hasMessageContaining("--delimiter '\\t'");
  }

  @Test
  void shouldReadOtherDelimitersWhenTold() throws IOException {
    CsvSource csv = open("a;b\n1,5;2\n", CsvSource.separator(";"));
    csv.each((number, row) -> assertThat(row).containsExactly("1,5", "2"));
    assertThat(CsvSource.separator("\\t")).isEqualTo('\t');
    assertThatThrownBy(() -> CsvSource.separator(";;")).hasMessageContaining("one character");
  }

  @Test
  void shouldNameTheLineWhenARowHasOtherThanItsColumns() {
    assertThatThrownBy(() -> open("a,b\n1,2\n1,2,3\n", ',').each((number, row) -> {}))
        .hasMessageContaining("line 3 has 3 values where the first line names 2 columns");
  }

  @Test
  void shouldNameTheColumnsWhenOneIsMissing() {
    assertThatThrownBy(() -> quick("pred,sex\nyes,f\n", "truth", "yes"))
        .hasMessageEndingWith("there is no column 'truth' (--label); the columns are: pred, sex");
  }

  @Test
  void shouldNameTheValuesWhenNoneIsFavourable() {
    assertThatThrownBy(() -> quick("pred,sex,truth\nyes,f,no\nno,m,no\n", "truth", "Yes"))
        .hasMessageEndingWith("column 'pred' never holds Yes (--favourable); it holds: no, yes");
  }

  @Test
  void shouldSayWhatToDoWhenLabelsAreBlankInEveryRow() {
    assertThatThrownBy(() -> quick("pred,sex,truth\nyes,f,\n", "truth", "yes"))
        .hasMessageEndingWith(
            "column 'truth' is blank in every row; name another with --label, or leave it out");
  }

  @Test
  void shouldSayWhatToDoWhenThereAreNoRows() {
    assertThatThrownBy(() -> quick("pred,sex,truth\n", "truth", "yes"))
        .hasMessageEndingWith("there are no rows below the first line");
  }

  @Test
  void shouldSayWhatToDoWhenAColumnHasTooManyGroups() {
    StringBuilder text = new StringBuilder("pred,sex,truth\n");
    for (int i = 0; i < 51; i++) {
      text.append("yes,").append(i).append(",yes\n");
    }
    assertThatThrownBy(() -> quick(text.toString(), "truth", "yes"))
        .hasMessageContaining("column 'sex' has more than 50 values");
  }

  @Test
  void shouldReadTimesAsTablesHaveThem() {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    assertThat(CsvTimes.read("2026-03-01T12:00:00Z")).isEqualTo(noon);
    assertThat(CsvTimes.read("2026-03-01 13:00:00+01:00")).isEqualTo(noon);
    assertThat(CsvTimes.read("2026-03-01 12:00")).isEqualTo(noon);
    assertThat(CsvTimes.read("1772366400")).isEqualTo(noon);
    assertThat(CsvTimes.read("1772366400000")).isEqualTo(noon);
    assertThat(CsvTimes.read("2026-03-01")).isEqualTo(noon.minusSeconds(12 * 3600));
    assertThat(CsvTimes.read("yesterday")).isNull();
    assertThat(CsvTimes.read("")).isNull();
  }

  private QuickReplay quick(String text, String label, String favourable) throws IOException {
    return QuickReplay.of(
        open(text, ','),
        new QuickColumns("pred", label, Set.of(favourable), List.of("sex"), null, null, null));
  }

  private CsvSource open(String text, char separator) throws IOException {
    return CsvSource.open(Files.writeString(folder.resolve("table.csv"), text), separator);
  }
}
