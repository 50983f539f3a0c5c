package dev.plumbline.cli.replay.csv;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Rows of a CSV as requests and outcomes, a JSON a line. A value that does not fit its field goes
 * on as it is: the flow's dead letters say what is wrong with it.
 */
public final class CsvTraffic {

  /** The time of rows that have none: all of them are in one pane. */
  static final String NO_TIME = "2000-01-01T00:00:00Z";

  private final CsvSource csv;
  private final ColumnFields fields;
  private final String model;
  private final Set<String> favourable;

  /**
   * @param requests file of JSON lines
   * @param outcomes the same; empty where no column is a label
   * @param unlabelled rows whose label is blank
   */
  public record Written(Path requests, Path outcomes, long rows, long unlabelled) {}

  /**
   * @param model of rows that name none
   * @param favourable labels whose probability a column may hold
   */
  CsvTraffic(CsvSource csv, ColumnFields fields, String model, Set<String> favourable) {
    this.csv = csv;
    this.fields = fields;
    this.model = model;
    this.favourable = Set.copyOf(favourable);
  }

  /**
   * Traffic of a policy that there is.
   *
   * @param maps each {@code column=field}
   * @param models that have a policy; where there are several, a column must name the model
   * @throws IllegalArgumentException with one line that says what to do
   */
  public static CsvTraffic mapped(CsvSource csv, List<String> maps, List<String> models) {
    ColumnFields fields = ColumnFields.of(csv, maps);
    if (!fields.has(ColumnFields.PREDICTED) && !fields.has("text")) {
      throw new IllegalArgumentException(
          csv + ": no column is a prediction; add --map COLUMN=prediction.label");
    }
    if (models.size() > 1 && !fields.has(ColumnFields.MODEL)) {
      throw new IllegalArgumentException(
          csv + ": there are several policies; add --map COLUMN=model");
    }
    return new CsvTraffic(csv, fields, models.get(0), Set.of());
  }

  /**
   * @param folder that is there
   * @throws IllegalArgumentException when the file has no rows, or a line is broken
   */
  public Written write(Path folder) throws IOException {
    Path requests = folder.resolve("requests.jsonl");
    Path outcomes = folder.resolve("outcomes.jsonl");
    long[] unlabelled = new long[1];
    try (BufferedWriter asked = Files.newBufferedWriter(requests);
        BufferedWriter became = Files.newBufferedWriter(outcomes)) {
      long rows =
          csv.each(
              (number, row) -> {
                line(asked, request(number, row));
                if (!fields.value(ColumnFields.LABEL, row).isEmpty()) {
                  line(became, outcome(number, row));
                } else {
                  unlabelled[0]++;
                }
              });
      if (rows == 0) {
        throw new IllegalArgumentException(csv + ": there are no rows below the first line");
      }
      return new Written(requests, outcomes, rows, unlabelled[0]);
    }
  }

  private static void line(BufferedWriter to, ObjectNode json) throws IOException {
    to.write(json.toString());
    to.write('\n');
  }

  private ObjectNode request(long number, List<String> row) {
    ObjectNode json = event(number, row, ColumnFields.TIMESTAMP);
    for (String field : fields.columns().keySet()) {
      String value = fields.value(field, row);
      if (!value.isEmpty()) {
        put(json, field, value, row);
      }
    }
    ObjectNode prediction = json.withObject("/prediction");
    if (prediction.isEmpty()) {
      json.remove("prediction");
    } else if (!prediction.has("score")) {
      prediction.put("score", 1);
    }
    return json;
  }

  private void put(ObjectNode json, String field, String value, List<String> row) {
    int dot = field.lastIndexOf('.');
    String name = field.substring(dot + 1);
    switch (field) {
      case ColumnFields.REQUEST_ID,
          ColumnFields.MODEL,
          ColumnFields.TIMESTAMP,
          ColumnFields.LABEL,
          ColumnFields.LABEL_TIME -> {}
      case ColumnFields.PREDICTED, "prediction.modelVersion" ->
          json.withObject("/prediction").put(name, value);
      case ColumnFields.SCORE -> number(json.withObject("/prediction"), "score", value);
      case ColumnFields.FAVOURABLE_SCORE -> favourableScore(json, value, row);
      case "consent.purposes" -> purposes(json.withObject("/consent").putArray(name), value);
      default -> {
        if (field.startsWith("attributes.")) {
          json.withObject("/attributes").put(field.substring("attributes.".length()), value);
        } else if (field.startsWith("features.")) {
          number(json.withObject("/features"), field.substring("features.".length()), value);
        } else if (field.startsWith("prediction.scores.")) {
          number(
              json.withObject("/prediction").withObject("/scores"),
              field.substring("prediction.scores.".length()),
              value);
        } else {
          json.put(field, value);
        }
      }
    }
  }

  private void favourableScore(ObjectNode json, String value, List<String> row) {
    ObjectNode prediction = json.withObject("/prediction");
    number(prediction, "score", value);
    if (prediction.get("score").isNumber()
        && !favourable.contains(fields.value(ColumnFields.PREDICTED, row))) {
      prediction.put("score", 1 - prediction.get("score").doubleValue());
    }
  }

  /** Several stand one after the other, with blanks between. */
  private static void purposes(ArrayNode to, String value) {
    for (String purpose : value.split("[\\s;]+", -1)) {
      to.add(purpose);
    }
  }

  private static void number(ObjectNode to, String name, String value) {
    try {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number)) {
        to.put(name, number);
        return;
      }
    } catch (NumberFormatException e) {
      // goes on as text
    }
    to.put(name, value);
  }

  private ObjectNode outcome(long number, List<String> row) {
    String time =
        fields.has(ColumnFields.LABEL_TIME) ? ColumnFields.LABEL_TIME : ColumnFields.TIMESTAMP;
    return event(number, row, time)
        .put("kind", "label")
        .put("label", fields.value(ColumnFields.LABEL, row));
  }

  private ObjectNode event(long number, List<String> row, String timeField) {
    String id = fields.value(ColumnFields.REQUEST_ID, row);
    String named = fields.value(ColumnFields.MODEL, row);
    String time = fields.has(timeField) ? fields.value(timeField, row) : NO_TIME;
    Instant read = CsvTimes.read(time);
    return Json.MAPPER
        .createObjectNode()
        .put("requestId", id.isEmpty() ? "row-" + number : id)
        .put("model", named.isEmpty() ? model : named)
        .put("timestamp", read == null ? time : read.toString());
  }
}
