package dev.plumbline.stage.score.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.plumbline.event.Consent;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.time.EventTimestamp;
import dev.plumbline.event.time.TimestampException;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a redacted request in the one form in which the redact stage writes it: all fields, in
 * their order, names in objects sorted. Such a record needs no reading and writing again to be
 * passed on. Whatever looks different, wrong or only unusual is left to {@link RequestReader}, so
 * that there is one place that says what is refused.
 */
public final class PlainRequestReader {

  private static final JsonFactory JSON = Json.MAPPER.getFactory();

  /** Longer ones are rare, and their strings have limits that skipping does not check. */
  private static final int LONGEST = 1 << 20;

  /** A double as Java writes it; a longer number may be read as another one. */
  private static final int LONGEST_FLOAT = "-2.2250738585072014E-308".length();

  private static final String SECONDS = "0000-00-00T00:00:00Z";
  private static final String INSTANT = "0000-00-00T00:00:00.000000000Z";
  private static final int SECOND = "0000-00-00T00:00:".length();

  private final Map<String, Set<String>> featuresByModel;

  /**
   * @param featuresByModel the models whose producers score, with the features that are wanted
   */
  public PlainRequestReader(Map<String, Set<String>> featuresByModel) {
    this.featuresByModel = Map.copyOf(featuresByModel);
  }

  /**
   * @return null when the record is of another model or has another form
   */
  public @Nullable PlainRequest read(byte[] json) {
    if (json.length < 2 || json.length > LONGEST || json[0] != '{' || json[1] != '"') {
      return null;
    }
    try (JsonParser parser = JSON.createParser(json)) {
      return new Reading(parser, json).request();
    } catch (OtherForm | IOException | TimestampException e) {
      return null;
    }
  }

  /** Not an error: its place does not matter. */
  private static final class OtherForm extends Exception {
    private static final long serialVersionUID = 1;

    OtherForm() {
      super(null, null, false, false);
    }
  }

  private final class Reading {
    private final JsonParser parser;
    private final byte[] json;
    private int versionAt = -1;
    private int sourceAt;

    Reading(JsonParser parser, byte[] json) {
      this.parser = parser;
      this.json = json;
    }

    PlainRequest request() throws IOException, OtherForm {
      expect(JsonToken.START_OBJECT);
      String requestId = notBlank(text("requestId"));
      String model = text("model");
      Set<String> wanted = featuresByModel.get(model);
      if (wanted == null) {
        throw new OtherForm();
      }
      check(isInstant(text("timestamp")));
      skipText("text");
      skipText("response");
      Map<String, Object> features = features(wanted);
      attributes();
      Consent consent = consent();
      skipText("subject");
      Prediction prediction = prediction();
      boolean leaked = leaked();
      notBlank(text("policyVersion"));
      int ethicsAt = emptyObject("ethics");
      flags();
      expect(JsonToken.END_OBJECT);
      check(at() == json.length - 1);
      return new PlainRequest(
          requestId,
          prediction,
          new IndicatorFacts(model, consent, features, leaked),
          json,
          new PlainRequest.Places(versionAt, sourceAt, ethicsAt));
    }

    private Map<String, Object> features(Set<String> wanted) throws IOException, OtherForm {
      value("features", JsonToken.START_OBJECT);
      Map<String, Object> features = wanted.isEmpty() ? Map.of() : new HashMap<>();
      String before = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = sorted(before);
        before = name;
        parser.nextToken();
        Object scalar = scalar();
        if (wanted.contains(name)) {
          features.put(name, scalar instanceof String ? parser.getText() : scalar);
        }
      }
      check(parser.currentToken() == JsonToken.END_OBJECT);
      return features;
    }

    /** A text's own content is not read. */
    private Object scalar() throws IOException, OtherForm {
      return switch (parser.currentToken()) {
        case VALUE_STRING -> "";
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        case VALUE_NUMBER_INT -> whole();
        case VALUE_NUMBER_FLOAT -> decimal();
        default -> throw new OtherForm();
      };
    }

    /** Java knows no negative zero among whole numbers. */
    private Number whole() throws IOException, OtherForm {
      check(parser.getTextLength() != 2 || !parser.getText().equals("-0"));
      return parser.getNumberValue();
    }

    private double decimal() throws IOException, OtherForm {
      check(parser.getTextLength() <= LONGEST_FLOAT);
      double value = parser.getDoubleValue();
      check(Double.isFinite(value));
      return value;
    }

    private void attributes() throws IOException, OtherForm {
      value("attributes", JsonToken.START_OBJECT);
      String before = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        before = sorted(before);
        expect(JsonToken.VALUE_STRING);
      }
      check(parser.currentToken() == JsonToken.END_OBJECT);
    }

    private @Nullable Consent consent() throws IOException, OtherForm {
      if (value("consent") == JsonToken.VALUE_NULL) {
        return null;
      }
      check(parser.currentToken() == JsonToken.START_OBJECT);
      value("purposes", JsonToken.START_ARRAY);
      List<String> purposes = new ArrayList<>();
      while (parser.nextToken() == JsonToken.VALUE_STRING) {
        purposes.add(parser.getText());
      }
      check(parser.currentToken() == JsonToken.END_ARRAY);
      expect(JsonToken.END_OBJECT);
      return new Consent(purposes);
    }

    private Prediction prediction() throws IOException, OtherForm {
      value("prediction", JsonToken.START_OBJECT);
      String label = notBlank(text("label"));
      Double score = value("score") == JsonToken.VALUE_NULL ? null : (Double) number();
      Map<String, Double> scores = scores();
      String version = null;
      if (value("modelVersion") == JsonToken.VALUE_NULL) {
        versionAt = at();
      } else {
        check(parser.currentToken() == JsonToken.VALUE_STRING);
        version = parser.getText();
      }
      value("source", JsonToken.VALUE_NULL);
      sourceAt = at();
      boolean truncated = value("truncated") == JsonToken.VALUE_TRUE;
      check(truncated || parser.currentToken() == JsonToken.VALUE_FALSE);
      Double rate = value("unknownTokenRate") == JsonToken.VALUE_NULL ? null : (Double) number();
      check(rate == null || (rate >= 0 && rate <= 1));
      expect(JsonToken.END_OBJECT);
      return new Prediction(
          label,
          score,
          scores,
          PlainRequest.version(version),
          Prediction.Source.PROVIDED,
          truncated,
          rate);
    }

    private Map<String, Double> scores() throws IOException, OtherForm {
      value("scores", JsonToken.START_OBJECT);
      Map<String, Double> scores = new HashMap<>();
      String before = null;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        before = sorted(before);
        parser.nextToken();
        scores.put(before, number());
      }
      check(parser.currentToken() == JsonToken.END_OBJECT);
      return scores;
    }

    /** Written with decimals, as Java writes a double. */
    private double number() throws IOException, OtherForm {
      check(parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT);
      return decimal();
    }

    private boolean leaked() throws IOException, OtherForm {
      value("redactions", JsonToken.START_ARRAY);
      boolean leaked = false;
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        notBlank(text("entity"));
        String field = notBlank(text("field"));
        value("count", JsonToken.VALUE_NUMBER_INT);
        whole();
        int count = parser.getIntValue(); // out of its range it is no count
        check(count >= 0);
        leaked |= IndicatorFacts.leaked(field, count);
        expect(JsonToken.END_OBJECT);
      }
      check(parser.currentToken() == JsonToken.END_ARRAY);
      return leaked;
    }

    private void flags() throws IOException, OtherForm {
      value("flags", JsonToken.START_ARRAY);
      while (parser.nextToken() == JsonToken.VALUE_STRING) {
        // skipped
      }
      check(parser.currentToken() == JsonToken.END_ARRAY);
    }

    private int emptyObject(String name) throws IOException, OtherForm {
      value(name, JsonToken.START_OBJECT);
      int from = at();
      expect(JsonToken.END_OBJECT);
      check(at() == from + 1);
      return from;
    }

    private void skipText(String name) throws IOException, OtherForm {
      check(value(name) == JsonToken.VALUE_STRING || parser.currentToken() == JsonToken.VALUE_NULL);
    }

    private String text(String name) throws IOException, OtherForm {
      value(name, JsonToken.VALUE_STRING);
      return parser.getText();
    }

    private void value(String name, JsonToken kind) throws IOException, OtherForm {
      check(value(name) == kind);
    }

    private JsonToken value(String name) throws IOException, OtherForm {
      expect(JsonToken.FIELD_NAME);
      check(name.equals(parser.currentName()));
      return parser.nextToken();
    }

    /** Behind the name before it, as maps are written; neither twice nor in another order. */
    private String sorted(@Nullable String before) throws IOException, OtherForm {
      String name = parser.currentName();
      check(before == null || before.compareTo(name) < 0);
      return name;
    }

    private void expect(JsonToken token) throws IOException, OtherForm {
      check(parser.nextToken() == token);
    }

    /** Where the token begins. */
    private int at() {
      return (int) parser.currentTokenLocation().getByteOffset();
    }
  }

  private static String notBlank(String text) throws OtherForm {
    check(!text.isBlank());
    return text;
  }

  /** As {@link java.time.Instant} writes itself: with none, three, six or nine decimals. */
  private static boolean isInstant(String text) {
    int last = text.length() - 1;
    boolean seconds = text.length() == SECONDS.length();
    boolean decimals =
        last < INSTANT.length() && last % 3 == 2 && !text.startsWith("000", last - 3);
    if (!(seconds || (decimals && last > SECONDS.length())) || text.charAt(last) != 'Z') {
      return false;
    }
    for (int i = 0; i < last; i++) {
      char c = text.charAt(i);
      if (INSTANT.charAt(i) == '0' ? c < '0' || c > '9' : c != INSTANT.charAt(i)) {
        return false;
      }
    }
    return text.charAt(SECOND) < '6' // a leap second is written as another one
        && EventTimestamp.parse(text).getEpochSecond() > 0;
  }

  private static void check(boolean plain) throws OtherForm {
    if (!plain) {
      throw new OtherForm();
    }
  }
}
