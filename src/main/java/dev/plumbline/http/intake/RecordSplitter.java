package dev.plumbline.http.intake;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.plumbline.http.intake.RecordCheck.Fault;
import dev.plumbline.kafka.client.RecordSink.KeyedValue;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a body into its records, which go on byte by byte as they came. Bodies are UTF-8: one object
 * or an array of them, or one object a line.
 */
final class RecordSplitter {

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python writes NaN and Infinity
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(BodyReader.MOST_BYTES)
                  .build())
          .build();

  private final Function<RecordFields, @Nullable Fault> check;

  /**
   * @param check what is wrong with a record; null when nothing is
   */
  RecordSplitter(Function<RecordFields, @Nullable Fault> check) {
    this.check = check;
  }

  /** One record a line; blank lines are none. A line that is no JSON spoils only itself. */
  CheckedRecords lines(byte[] body) {
    CheckedRecords records = new CheckedRecords();
    int start = 0;
    for (int line = 1; start < body.length; line++) {
      int end = start;
      while (end < body.length && body[end] != '\n') {
        end++;
      }
      if (!blank(body, start, end)) {
        line(body, start, end, line, records);
      }
      start = end + 1;
    }
    return records;
  }

  private void line(byte[] body, int start, int end, int line, CheckedRecords records) {
    try (JsonParser parser = parser(body, start, end)) {
      parser.nextToken();
      record(parser, body, start, line, records);
      if (parser.nextToken() != null) {
        throw new JsonEOFException(parser, null, "more than one value");
      }
    } catch (IOException e) {
      records.add(new RecordProblem(records.place(), line, null, reason(e)));
    }
  }

  /**
   * @throws RefusedBody when it is no JSON: where its records end cannot be known then
   */
  CheckedRecords json(byte[] body) throws RefusedBody {
    CheckedRecords records = new CheckedRecords();
    try (JsonParser parser = parser(body, 0, body.length)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          record(parser, body, 0, null, records);
        }
      } else if (first != null) {
        record(parser, body, 0, null, records);
      }
      if (parser.nextToken() != null) {
        throw new RefusedBody(
            HttpStatus.BAD_REQUEST,
            "more than one value: send an array, or one object a line as application/x-ndjson");
      }
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      throw new RefusedBody(
          HttpStatus.BAD_REQUEST,
          place == null
              ? "the body is no JSON"
              : "the body is no JSON, from line %d, column %d"
                  .formatted(place.getLineNr(), place.getColumnNr()));
    } catch (IOException e) {
      throw new RefusedBody(HttpStatus.BAD_REQUEST, "the body is no JSON in UTF-8");
    }
    return records;
  }

  private void record(
      JsonParser parser, byte[] body, int base, @Nullable Integer line, CheckedRecords records)
      throws IOException {
    int place = records.place();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      records.add(new RecordProblem(place, line, null, "is no JSON object"));
      return;
    }
    int start = base + (int) parser.currentTokenLocation().getByteOffset();
    RecordFields fields = RecordFields.read(parser);
    int end = base + (int) parser.currentLocation().getByteOffset();
    Fault fault = check.apply(fields);
    RecordFields.Field id = fields.find("requestId");
    if (fault == null && id != null) {
      records.add(new KeyedValue(id.text(), Arrays.copyOfRange(body, start, end)));
    } else if (fault != null) {
      records.add(new RecordProblem(place, line, fault.field(), fault.reason()));
    }
  }

  /** Offsets count from the start that is given. */
  private static JsonParser parser(byte[] body, int start, int end) throws IOException {
    JsonParser parser = JSON.createParser(body, start, end - start);
    if (parser.currentLocation().getByteOffset() < 0) {
      parser.close();
      throw new IOException("the encoding is not " + JsonEncoding.UTF8);
    }
    return parser;
  }

  private static boolean blank(byte[] body, int start, int end) {
    for (int i = start; i < end; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** The parser's own message may quote the record. */
  private static String reason(IOException e) {
    return e instanceof JsonEOFException ? "is no JSON, or more than one value" : "is no JSON";
  }
}
