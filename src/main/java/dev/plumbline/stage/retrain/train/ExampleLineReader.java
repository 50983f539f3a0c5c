package dev.plumbline.stage.retrain.train;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.event.time.EventTimestamp;
import dev.plumbline.event.time.TimestampException;
import dev.plumbline.file.ByteLines;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds in a line what says whether it is kept. For one line. */
final class ExampleLineReader {

  private final JsonParser json;
  private final String model;
  private final NewestExamples newest;
  private @Nullable String requestId;
  private @Nullable Instant labelledAt;
  private @Nullable String label;
  private boolean mine;
  private boolean timed;
  private boolean worded;

  private ExampleLineReader(JsonParser json, String model, NewestExamples newest) {
    this.json = json;
    this.model = model;
    this.newest = newest;
  }

  /**
   * @return null when it is about another model, or older than what is kept; it is read no further
   *     than shows it
   * @throws IOException when it is no example
   */
  static @Nullable ExampleLine read(ByteLines lines, String model, NewestExamples newest)
      throws IOException {
    try (JsonParser json = Json.MAPPER.createParser(lines.buffer(), lines.from(), lines.length())) {
      ExampleLineReader reader = new ExampleLineReader(json, model, newest);
      return reader.isWanted()
          ? reader.line(
              Arrays.copyOfRange(lines.buffer(), lines.from(), lines.from() + lines.length()))
          : null;
    }
  }

  private boolean isWanted() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("no object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (json.currentToken().isStructStart()) {
        json.skipChildren();
      } else if (!json.hasToken(JsonToken.VALUE_NULL) && !take(name)) {
        return false;
      }
    }
    return true;
  }

  /** Whether there is reason to read on. */
  private boolean take(String name) throws IOException {
    switch (name) {
      case "model" -> {
        mine = model.equals(json.getText());
        return mine;
      }
      case "labelledAt" -> {
        labelledAt = time(json.getText());
        return newest.mayKeep(labelledAt);
      }
      case "requestId" -> requestId = json.getText();
      case "label" -> label = json.getText();
      case "timestamp" -> timed = true;
      case "text" -> worded = true;
      default -> {} // not needed to choose
    }
    return true;
  }

  /** By the reader of events, which is faster, or as the whole example would be read. */
  private static Instant time(String text) throws IOException {
    try {
      return EventTimestamp.parse(text);
    } catch (TimestampException e) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException other) {
        throw new IOException(other);
      }
    }
  }

  private ExampleLine line(byte[] bytes) throws IOException {
    if (requestId == null
        || requestId.isBlank()
        || labelledAt == null
        || label == null
        || label.isBlank()
        || !mine
        || !timed
        || !worded) {
      throw new IOException("it lacks something");
    }
    return new ExampleLine(requestId, labelledAt, label, bytes);
  }
}
