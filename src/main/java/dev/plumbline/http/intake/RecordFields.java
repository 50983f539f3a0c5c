package dev.plumbline.http.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those fields of a record that the door looks at. Reads the record to its end without building it,
 * for most of it is text that nobody here needs.
 */
final class RecordFields {

  /** A field's kind of value, and its text where it has one. */
  record Field(JsonToken token, String text) {

    boolean isText() {
      return token == JsonToken.VALUE_STRING;
    }

    boolean isNumber() {
      return token.isNumeric();
    }

    boolean isScalar() {
      return token.isScalarValue();
    }
  }

  /** Short ones whose text is looked at. */
  private static final Set<String> READ =
      Set.of("requestId", "model", "timestamp", "kind", "label", "value");

  /** Of these only the kind of value counts. */
  private static final Set<String> SEEN = Set.of("text", "response");

  private final Map<String, Field> fields = new HashMap<>();

  /**
   * @param parser at the start of an object; afterwards at its end
   */
  static RecordFields read(JsonParser parser) throws IOException {
    RecordFields fields = new RecordFields();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (READ.contains(name)) {
        fields.put(name, token, token.isScalarValue() ? parser.getText() : "");
      } else if (SEEN.contains(name)) {
        fields.put(name, token, "");
      }
      parser.skipChildren();
    }
    return fields;
  }

  /** The last one counts, as for whoever reads the record later; null is none at all. */
  private void put(String name, JsonToken token, String text) {
    if (token == JsonToken.VALUE_NULL) {
      fields.remove(name);
    } else {
      fields.put(name, new Field(token, text));
    }
  }

  /** A field; null when it is missing. */
  @Nullable Field find(String name) {
    return fields.get(name);
  }
}
