package dev.plumbline.cli.replay.csv;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a table of predictions mean.
 *
 * @param label column of true labels; null where they are not known
 * @param favourable labels that favour the person
 * @param groups columns of the groups that are compared
 * @param score column of the probability of the favourable labels
 * @param time column of when it was predicted; without one all rows are one window
 * @param id column of the requests' names; without one rows are numbered
 */
public record QuickColumns(
    String prediction,
    @Nullable String label,
    Set<String> favourable,
    List<String> groups,
    @Nullable String score,
    @Nullable String time,
    @Nullable String id) {
  public QuickColumns {
    favourable = Set.copyOf(favourable);
    groups = List.copyOf(groups);
  }

  /**
   * @throws IllegalArgumentException naming a column that there is not
   */
  ColumnFields in(CsvSource csv) {
    Map<String, Integer> places = new LinkedHashMap<>();
    places.put(ColumnFields.PREDICTED, csv.column(prediction, "--prediction"));
    for (String group : groups) {
      if (!group.matches("[^=*|]+")) {
        throw new IllegalArgumentException(
            "column '%s' of --groups must not hold =, * or |; rename it".formatted(group));
      }
      places.put("attributes." + group, csv.column(group, "--groups"));
    }
    put(places, csv, ColumnFields.LABEL, label, "--label");
    put(places, csv, ColumnFields.FAVOURABLE_SCORE, score, "--score");
    put(places, csv, ColumnFields.TIMESTAMP, time, "--time");
    put(places, csv, ColumnFields.REQUEST_ID, id, "--id");
    return new ColumnFields(places);
  }

  private static void put(
      Map<String, Integer> to, CsvSource csv, String field, @Nullable String name, String option) {
    if (name != null) {
      to.put(field, csv.column(name, option));
    }
  }
}
