package dev.plumbline.stage.measure.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.event.time.EventTimestamp;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.RecordReader.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a scored record what is measured and skips the rest, the text above all: twice as fast
 * as reading the whole. One record after the other; not for several threads.
 */
public final class ScoredReader {

  private static final String WRONG = "a field is missing or has the wrong type";

  private final boolean texts;
  private final boolean featured;
  private String requestId = "";
  private String model = "";
  private long time;
  private boolean timed;
  private boolean predicted;
  private String label = "";
  private double score;
  private @Nullable String version;
  private @Nullable Double unknownTokens;
  private @Nullable String subject;
  private int textLength;
  private Map<String, Double> scores = Map.of();
  private Map<String, String> attributes = Map.of();
  private Map<String, Double> ethics = Map.of();
  private Map<String, Object> features = Map.of();
  private List<String> flags = List.of();

  /**
   * @param texts whether any policy asks for texts' lengths
   * @param featured whether any policy asks for features
   */
  public ScoredReader(boolean texts, boolean featured) {
    this.texts = texts;
    this.featured = featured;
  }

  /**
   * @throws Refusal when the value is not such a record; it quotes nothing
   */
  public ScoredRecord read(byte @Nullable [] value) throws Refusal {
    if (value == null) {
      throw new Refusal("not_json", "the value is empty", null);
    }
    clear();
    try (JsonParser json = Json.MAPPER.getFactory().createParser(value)) {
      object(json);
    } catch (IOException | RuntimeException e) {
      throw new Refusal(
          "not_json", "the value is not the JSON expected: " + e.getClass().getSimpleName(), null);
    }
    if (requestId.isBlank() || model.isBlank() || !timed) {
      throw new Refusal("not_json", WRONG, null);
    }
    if (predicted && label.isBlank()) {
      throw new Refusal("not_json", WRONG, null);
    }
    return new ScoredRecord(
        requestId,
        model,
        time,
        label,
        score,
        scores,
        version,
        unknownTokens,
        attributes,
        ethics,
        features,
        flags,
        subject,
        textLength);
  }

  private void clear() {
    requestId = "";
    model = "";
    timed = false;
    predicted = false;
    label = "";
    score = Double.NaN;
    version = null;
    unknownTokens = null;
    subject = null;
    textLength = -1;
    scores = Map.of();
    attributes = Map.of();
    ethics = Map.of();
    features = Map.of();
    flags = List.of();
  }

  private void object(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("no object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "requestId" -> requestId = text(json);
        case "model" -> model = text(json);
        case "timestamp" -> {
          time = time(json);
          timed = true;
        }
        case "text" -> textLength = texts ? length(json) : skip(json);
        case "features" -> {
          if (featured) {
            features = orEmpty(json, ScoredReader::scalar);
          } else {
            json.skipChildren();
          }
        }
        case "attributes" -> attributes = orEmpty(json, ScoredReader::text);
        case "ethics" -> ethics = orEmpty(json, ScoredReader::number);
        case "prediction" -> prediction(json);
        case "flags" -> flags = texts(json);
        case "subject" -> subject = json.currentToken() == JsonToken.VALUE_NULL ? null : text(json);
        default -> json.skipChildren();
      }
    }
    if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
      throw new IOException("the object does not end");
    }
  }

  /** Epoch milliseconds. */
  private static long time(JsonParser json) throws IOException {
    return EventTimestamp.millis(json.currentToken().isNumeric() ? json.getText() : text(json));
  }

  private void prediction(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    expect(json, JsonToken.START_OBJECT);
    predicted = true;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "label" -> label = text(json);
        case "score" ->
            score = json.currentToken() == JsonToken.VALUE_NULL ? Double.NaN : number(json);
        case "scores" -> scores = orEmpty(json, ScoredReader::number);
        case "modelVersion" ->
            version = json.currentToken() == JsonToken.VALUE_NULL ? null : text(json);
        case "unknownTokenRate" ->
            unknownTokens = json.currentToken() == JsonToken.VALUE_NULL ? null : number(json);
        default -> json.skipChildren();
      }
    }
  }

  private static List<String> texts(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return List.of();
    }
    expect(json, JsonToken.START_ARRAY);
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(text(json));
    }
    return texts;
  }

  private static int skip(JsonParser json) throws IOException {
    json.skipChildren();
    return -1;
  }

  private static int length(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return -1;
    }
    String text = text(json);
    return text.codePointCount(0, text.length());
  }

  private interface Value<V> {
    V read(JsonParser json) throws IOException;
  }

  private static <V> Map<String, V> orEmpty(JsonParser json, Value<V> value) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return Map.of();
    }
    expect(json, JsonToken.START_OBJECT);
    Map<String, V> values = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (json.currentToken() == JsonToken.VALUE_NULL || json.currentToken().isStructStart()) {
        json.skipChildren();
      } else {
        values.put(name, value.read(json));
      }
    }
    return values;
  }

  private static Object scalar(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      default -> text(json);
    };
  }

  private static String text(JsonParser json) throws IOException {
    expect(json, JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static double number(JsonParser json) throws IOException {
    if (!json.currentToken().isNumeric()) {
      throw new IOException("no number");
    }
    return json.getDoubleValue();
  }

  private static void expect(JsonParser json, JsonToken token) throws IOException {
    if (json.currentToken() != token) {
      throw new IOException("no " + token);
    }
  }
}
