package dev.plumbline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.Json;
import dev.plumbline.stage.redact.Redacted;
import dev.plumbline.stage.redact.WellFormed;
import dev.plumbline.stage.redact.detect.Detection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Redacts line by line; a bad line is answered with an error that does not quote it. */
final class RedactLines {

  private static final ObjectReader READER =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final RedactorOptions.Chosen chosen;
  private final PrintWriter out;
  private boolean good = true;

  RedactLines(RedactorOptions.Chosen chosen, PrintWriter out) {
    this.chosen = chosen;
    this.out = out;
  }

  /** Reads to the end and closes; blank lines are counted and skipped. */
  void redact(BufferedReader in) throws IOException {
    try (in) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          write(answer(line, number));
        }
      }
    }
  }

  /** Whether every line was good. */
  boolean finish() throws IOException {
    if (out.checkError()) {
      throw new IOException("cannot write the output");
    }
    return good;
  }

  private ObjectNode answer(String line, int number) {
    JsonNode request;
    try {
      request = READER.readTree(line);
    } catch (JsonProcessingException e) {
      return error(number, "not JSON");
    }
    if (!request.isObject()) {
      return error(number, "not a JSON object");
    }
    if (!request.path("text").isTextual()) {
      return error(number, "text is missing or not a string");
    }
    JsonNode id = request.path("id");
    if (id.isContainerNode()) {
      return error(number, "id is not a string or a number");
    }
    return redacted(id, request.path("text").textValue(), number);
  }

  private ObjectNode redacted(JsonNode id, String text, int number) {
    Redacted redacted;
    List<Detection> spans;
    try {
      redacted = chosen.redact(text);
      spans = spans(redacted, text);
    } catch (RuntimeException | StackOverflowError e) {
      // Fails closed; the message may quote the text.
      return error(number, "redaction failed with " + e.getClass().getSimpleName());
    }
    ObjectNode answer = Json.MAPPER.createObjectNode();
    if (id.isTextual()) {
      answer.put("id", WellFormed.of(id.textValue()));
    } else {
      answer.set("id", id.isMissingNode() ? answer.nullNode() : id);
    }
    answer.put("text", redacted.text());
    addSpans(answer.putArray("spans"), text, spans);
    return answer;
  }

  /** What was removed and what was kept; the former where they overlap. */
  private List<Detection> spans(Redacted redacted, String text) {
    List<Detection> spans = new ArrayList<>(redacted.spans());
    for (Detection kept : chosen.kept().find(WellFormed.of(text))) {
      if (redacted.spans().stream().noneMatch(kept::overlaps)) {
        spans.add(kept);
      }
    }
    spans.sort(Comparator.comparingInt(Detection::start));
    return spans;
  }

  private static void addSpans(ArrayNode array, String text, List<Detection> spans) {
    int units = 0;
    int codePoints = 0;
    for (Detection span : spans) {
      codePoints += text.codePointCount(units, span.start());
      int length = text.codePointCount(span.start(), span.end());
      array
          .addObject()
          .put("entity", span.entity())
          .put("start", codePoints)
          .put("end", codePoints + length)
          .put("score", span.score());
      codePoints += length;
      units = span.end();
    }
  }

  private ObjectNode error(int number, String message) {
    good = false;
    return Json.MAPPER.createObjectNode().putNull("id").put("line", number).put("error", message);
  }

  private void write(ObjectNode answer) throws JsonProcessingException {
    out.println(Json.MAPPER.writeValueAsString(answer));
  }
}
