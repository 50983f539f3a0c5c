package dev.plumbline.cli.replay.csv;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One pass over a table: which groups there are, and what time it spans. */
final class QuickScan {

  /** More groups than this are not compared one by one. */
  static final int MOST_GROUPS = 50;

  private final CsvSource csv;
  private final QuickColumns meaning;
  private final ColumnFields fields;
  private final Map<String, Set<String>> groups = new TreeMap<>();
  private final Set<String> predicted = new TreeSet<>();
  private long labelled;
  private long rows;
  private @Nullable Instant first;
  private @Nullable Instant last;

  QuickScan(CsvSource csv, QuickColumns meaning) {
    this.csv = csv;
    this.meaning = meaning;
    this.fields = meaning.in(csv);
    meaning.groups().forEach(group -> groups.put(group, new TreeSet<>()));
  }

  /**
   * @throws IllegalArgumentException with one line that says what to do
   */
  QuickScan read() throws IOException {
    rows = csv.each((number, row) -> read(row));
    if (rows == 0) {
      throw new IllegalArgumentException(csv + ": there are no rows below the first line");
    }
    if (meaning.favourable().stream().noneMatch(predicted::contains)) {
      throw new IllegalArgumentException(
          "%s: column '%s' never holds %s (--favourable); it holds: %s"
              .formatted(
                  csv,
                  meaning.prediction(),
                  String.join(" or ", meaning.favourable()),
                  some(predicted)));
    }
    if (meaning.label() != null && labelled == 0) {
      throw new IllegalArgumentException(
          "%s: column '%s' is blank in every row; name another with --label, or leave it out"
              .formatted(csv, meaning.label()));
    }
    if (meaning.time() != null && first == null) {
      throw new IllegalArgumentException(
          "%s: column '%s' holds no times; write them as 2026-01-31T12:00:00Z, or leave --time out"
              .formatted(csv, meaning.time()));
    }
    return this;
  }

  private static String some(Set<String> values) {
    return String.join(", ", values.stream().limit(10).toList());
  }

  private void read(List<String> row) {
    for (Map.Entry<String, Set<String>> group : groups.entrySet()) {
      String value = fields.value("attributes." + group.getKey(), row);
      if (!value.isEmpty()
          && group.getValue().add(value)
          && group.getValue().size() > MOST_GROUPS) {
        throw new IllegalArgumentException(
            "%s: column '%s' has more than %d values; put them into fewer groups, such as bands, or leave it out of --groups"
                .formatted(csv, group.getKey(), MOST_GROUPS));
      }
    }
    String prediction = fields.value(ColumnFields.PREDICTED, row);
    if (meaning.favourable().contains(prediction)
        || (!prediction.isEmpty() && predicted.size() <= MOST_GROUPS)) {
      predicted.add(prediction);
    }
    if (!fields.value(ColumnFields.LABEL, row).isEmpty()) {
      labelled++;
    }
    time(fields.value(ColumnFields.TIMESTAMP, row));
  }

  private void time(String text) {
    Instant time = text.isEmpty() ? null : CsvTimes.read(text);
    if (time != null) {
      first = first == null || time.isBefore(first) ? time : first;
      last = last == null || time.isAfter(last) ? time : last;
    }
  }

  ColumnFields fields() {
    return fields;
  }

  /** Values by column, sorted. */
  Map<String, Set<String>> groups() {
    return groups;
  }

  long rows() {
    return rows;
  }

  @Nullable Instant first() {
    return first;
  }

  @Nullable Instant last() {
    return last;
  }
}
