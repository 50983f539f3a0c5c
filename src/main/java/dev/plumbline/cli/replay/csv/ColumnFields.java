package dev.plumbline.cli.replay.csv;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which column is which field of a request or of its outcome.
 *
 * @param columns places of columns by field, such as {@code attributes.sex}
 */
record ColumnFields(Map<String, Integer> columns) {

  static final String REQUEST_ID = "requestId";
  static final String MODEL = "model";
  static final String TIMESTAMP = "timestamp";
  static final String PREDICTED = "prediction.label";
  static final String SCORE = "prediction.score";

  /** Probability of the favourable labels, where {@link #SCORE} is that of the predicted one. */
  static final String FAVOURABLE_SCORE = "prediction.favourableScore";

  static final String LABEL = "label";
  static final String LABEL_TIME = "labelTimestamp";

  private static final Set<String> WHOLE =
      Set.of(
          REQUEST_ID,
          MODEL,
          TIMESTAMP,
          PREDICTED,
          SCORE,
          FAVOURABLE_SCORE,
          LABEL,
          LABEL_TIME,
          "subject",
          "text",
          "response",
          "consent.purposes",
          "prediction.modelVersion");
  private static final List<String> PREFIXES =
      List.of("attributes.", "features.", "prediction.scores.");

  ColumnFields {
    columns = Map.copyOf(columns);
  }

  /**
   * @param maps each {@code column=field}; a column that bears a field's name needs none
   * @throws IllegalArgumentException naming what is wrong and what is allowed
   */
  static ColumnFields of(CsvSource csv, List<String> maps) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int place = 0; place < csv.columns().size(); place++) {
      if (isField(csv.columns().get(place))) {
        columns.put(csv.columns().get(place), place);
      }
    }
    for (String map : maps) {
      int equals = map.lastIndexOf('=');
      if (equals < 1 || !isField(map.substring(equals + 1))) {
        throw new IllegalArgumentException(
            "--map '%s' is not COLUMN=FIELD; fields are %s, attributes.NAME, features.NAME and prediction.scores.LABEL"
                .formatted(map, String.join(", ", WHOLE.stream().sorted().toList())));
      }
      columns.put(map.substring(equals + 1), csv.column(map.substring(0, equals), "--map"));
    }
    return new ColumnFields(columns);
  }

  private static boolean isField(String name) {
    return WHOLE.contains(name)
        || PREFIXES.stream().anyMatch(p -> name.startsWith(p) && name.length() > p.length());
  }

  boolean has(String field) {
    return columns.containsKey(field);
  }

  /** A row's value of a field, without blanks around it; empty when there is none. */
  String value(String field, List<String> row) {
    Integer place = columns.get(field);
    return place == null ? "" : row.get(place).strip();
  }
}
