package dev.plumbline.stage.score.record;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.Inference;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.util.List;

/** Bytes to a request, or the reason why not, which names fields but never holds a value. */
public final class RequestReader {

  private static final ObjectReader READER = Json.MAPPER.readerFor(Inference.class);

  private RequestReader() {}

  /** Why a request cannot be read. */
  public static final class Unreadable extends Exception {
    private final transient DeadLetterCause cause;

    private Unreadable(String errorClass, String reason) {
      super(errorClass);
      this.cause = DeadLetterCause.rejected(null, errorClass, reason);
    }

    public RecordAnswer.Rejected rejected() {
      return new RecordAnswer.Rejected(cause);
    }
  }

  public static Inference read(byte[] json) throws Unreadable {
    if (json.length == 0) {
      throw new Unreadable("not_json", "the value is empty");
    }
    Inference inference;
    try {
      inference = READER.readValue(json);
    } catch (JsonMappingException e) {
      throw invalid(e);
    } catch (IOException e) {
      throw new Unreadable("not_json", "the value is not JSON");
    }
    if (inference == null) {
      throw new Unreadable("invalid_request", "the value is null");
    }
    return inference;
  }

  private static Unreadable invalid(JsonMappingException e) {
    List<JsonMappingException.Reference> path = e.getPath();
    String field = path.isEmpty() ? null : path.get(0).getFieldName();
    if (field != null) {
      String errorClass = field.equals("prediction") ? "prediction_missing" : "invalid_request";
      return new Unreadable(errorClass, "field " + field + " has a wrong type or value");
    }
    return new Unreadable(
        "invalid_request",
        e.getCause() instanceof IllegalArgumentException cause
            ? String.valueOf(cause.getMessage())
            : "the value is not a request");
  }
}
