package dev.plumbline.kafka.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.RecordOrigin;
import dev.plumbline.event.time.EventTimestamp;
import dev.plumbline.event.time.TimestampException;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Reads what earlier stages and producers wrote; a record that cannot be used becomes a {@link
 * Refusal} that quotes nothing of it.
 */
public final class RecordReader {

  /** Why a record is refused. */
  public static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private final transient DeadLetterCause cause;

    /**
     * @param model a model with a policy, else null
     */
    public Refusal(String errorClass, String reason, @Nullable String model) {
      super(reason);
      this.cause = DeadLetterCause.rejected(model, errorClass, reason);
    }

    /** The model, or "unknown", as counters name it. */
    public String countedAs() {
      return cause.countedAs();
    }

    /**
     * @param written the refused record's timestamp, epoch milliseconds
     */
    public DeadLetter letter(String stage, RecordMetadata origin, long written) {
      Instant time = Instant.ofEpochMilli(written);
      return DeadLetter.of(
          new RecordOrigin(origin.topic(), origin.partition(), origin.offset(), time),
          stage,
          cause);
    }
  }

  private final Policies policies;

  public RecordReader(Policies policies) {
    this.policies = policies;
  }

  public Inference scored(byte @Nullable [] value) throws Refusal {
    Inference inference = read(value, Inference.class);
    policy(inference.model());
    if (inference.prediction() == null) {
      throw new Refusal("prediction_missing", "there is no prediction", inference.model());
    }
    return inference;
  }

  /**
   * An outcome without a timestamp happened when it was written; {@link EventTimestamp} says how
   * others are read.
   */
  public Outcome outcome(byte @Nullable [] value, Instant written) throws Refusal {
    JsonNode node = read(value, JsonNode.class);
    if (node instanceof ObjectNode object) {
      object.put("timestamp", time(object.get("timestamp"), written).toString());
    }
    Outcome outcome;
    try {
      outcome = Json.MAPPER.treeToValue(node, Outcome.class);
    } catch (IOException | IllegalArgumentException e) {
      throw new Refusal("invalid_outcome", "a field is missing or has the wrong type", null);
    }
    if (outcome == null) {
      throw new Refusal("invalid_outcome", "a field is missing or has the wrong type", null);
    }
    policy(outcome.model());
    return outcome;
  }

  private static Instant time(@Nullable JsonNode timestamp, Instant written) throws Refusal {
    JsonNode given = timestamp == null || timestamp.isNull() ? null : timestamp;
    if (given != null && !given.isTextual() && !given.isNumber()) {
      throw new Refusal("bad_timestamp", "timestamp is not a text or a number", null);
    }
    try {
      return given == null ? EventTimestamp.checked(written) : EventTimestamp.parse(given.asText());
    } catch (TimestampException e) {
      throw new Refusal("bad_timestamp", "timestamp " + e.reason(), null);
    }
  }

  public static <T> T read(byte @Nullable [] value, Class<T> type) throws Refusal {
    if (value == null) {
      throw new Refusal("not_json", "the value is empty", null);
    }
    try {
      T read = Json.MAPPER.readValue(value, type);
      if (read != null) {
        return read;
      }
    } catch (IOException e) {
      throw new Refusal("not_json", "the value is not the JSON expected: " + name(e), null);
    }
    throw new Refusal("not_json", "the value is null", null);
  }

  private static String name(Exception e) {
    return e.getClass().getSimpleName();
  }

  public Policy policy(String model) throws Refusal {
    Policy policy = policies.find(model);
    if (policy == null) {
      throw new Refusal("unknown_model", "no policy for the record's model", null);
    }
    return policy;
  }
}
