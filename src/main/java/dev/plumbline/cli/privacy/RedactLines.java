package dev.plumbline.cli.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.model.BatchFallback;
import dev.plumbline.model.ModelAnswer;
import dev.plumbline.stage.redact.detect.finder.Detection;
import dev.plumbline.stage.redact.text.RedactedText;
import dev.plumbline.stage.redact.text.TaggedTexts;
import dev.plumbline.stage.redact.text.WellFormed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redacts lines in the order in which they come, a batch of them at a time for the sake of the
 * entity model. A bad line is answered with an error that does not quote it.
 */
public final class RedactLines {

  private static final Logger LOG = LoggerFactory.getLogger(RedactLines.class);

  private final RedactorOptions.Chosen chosen;
  private final PrintWriter out;
  private final LineBatch batch = new LineBatch();
  private boolean good = true;

  public RedactLines(RedactorOptions.Chosen chosen, PrintWriter out) {
    this.chosen = chosen;
    this.out = out;
  }

  /**
   * Reads to the end and closes; blank lines are counted and skipped. When there is nothing more to
   * read yet, what was read is answered: who writes the next line may be waiting for it. The start
   * of a line counts as something to read, and holds up the lines before it until its end has come.
   */
  public void redact(BufferedReader in) throws IOException {
    try (in) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          batch.add(line, number);
        }
        if (!in.ready()) {
          answerBatch();
          out.flush();
        } else if (batch.isFull()) {
          answerBatch();
        }
      }
      answerBatch();
    }
  }

  /** Whether every line was good. */
  public boolean finish() throws IOException {
    if (out.checkError()) {
      throw new IOException("cannot write the output");
    }
    return good;
  }

  private void answerBatch() throws JsonProcessingException {
    Iterator<ModelAnswer<TaggedTexts>> tagged =
        BatchFallback.ask(batch.good(), this::tag).iterator();
    for (RequestLine line : batch.lines()) {
      write(
          line instanceof RequestLine.Good good
              ? tagged.next().either(texts -> redacted(good, texts), cause -> failed(good, cause))
              : error(line.number(), ((RequestLine.Bad) line).error()));
    }
    batch.clear();
  }

  private List<TaggedTexts> tag(List<RequestLine.Good> lines) {
    Set<String> texts = lines.stream().map(RequestLine.Good::text).collect(Collectors.toSet());
    try {
      return Collections.nCopies(lines.size(), chosen.tag(texts));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.debug("entity model failed, texts={}, error={}", texts.size(), name(e));
      throw e;
    }
  }

  private ObjectNode redacted(RequestLine.Good request, TaggedTexts tagged) {
    String text = request.text();
    RedactedText redacted;
    List<Detection> spans;
    try {
      redacted = chosen.redactor().redact(text, tagged);
      spans = spans(redacted, chosen.kept().find(text, tagged));
    } catch (RuntimeException | StackOverflowError e) {
      return failed(request, e);
    }
    ObjectNode answer = Json.MAPPER.createObjectNode();
    JsonNode id = request.id();
    if (id.isTextual()) {
      answer.put("id", WellFormed.of(id.textValue()));
    } else {
      answer.set("id", id.isMissingNode() ? answer.nullNode() : id);
    }
    answer.put("text", redacted.text());
    addSpans(answer.putArray("spans"), text, spans);
    return answer;
  }

  /** Fails closed. The message of the cause may quote the text. */
  private ObjectNode failed(RequestLine.Good request, Throwable cause) {
    return error(request.number(), "redaction failed with " + name(cause));
  }

  private static String name(Throwable cause) {
    return cause.getClass().getSimpleName();
  }

  /** What was removed and what was kept; the former where they overlap. */
  private static List<Detection> spans(RedactedText redacted, List<Detection> found) {
    List<Detection> spans = new ArrayList<>(redacted.spans());
    for (Detection kept : found) {
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
