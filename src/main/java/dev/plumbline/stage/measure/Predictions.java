package dev.plumbline.stage.measure;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.event.Outcome;
import dev.plumbline.kafka.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The predictions that wait for their outcomes, and the outcomes that wait for predictions. */
final class Predictions {

  /** Outcomes that wait for one prediction; a flood of more must not fill the store. */
  private static final int MOST_WAITING = 16;

  private static final TypeReference<List<Outcome>> OUTCOMES = new TypeReference<>() {};

  private final KeyValueStore<String, byte[]> store;
  private final KeyValueStore<String, byte[]> waiting;
  private final RecordCodec codec;
  private final Packer packer = new Packer();

  Predictions(
      KeyValueStore<String, byte[]> store,
      KeyValueStore<String, byte[]> waiting,
      RecordCodec codec) {
    this.store = store;
    this.waiting = waiting;
    this.codec = codec;
  }

  boolean has(String requestId) {
    return store.get(requestId) != null;
  }

  @Nullable Kept get(String requestId) {
    byte[] bytes = store.get(requestId);
    return bytes == null ? null : codec.kept(new Unpacker(bytes));
  }

  void put(String requestId, Kept kept) {
    codec.pack(kept, packer.clear());
    store.put(requestId, packer.toBytes());
  }

  void remove(String requestId) {
    store.delete(requestId);
  }

  /**
   * Lets an outcome wait.
   *
   * @return false when it waits already, or too many do
   */
  boolean await(Outcome outcome) {
    List<Outcome> outcomes = read(waiting.get(outcome.requestId()));
    if (outcomes.size() >= MOST_WAITING || outcomes.contains(outcome)) {
      return false;
    }
    outcomes.add(outcome);
    try {
      waiting.put(outcome.requestId(), Json.MAPPER.writeValueAsBytes(outcomes));
    } catch (IOException e) {
      throw new IllegalStateException("an outcome is always JSON", e);
    }
    return true;
  }

  /** Takes away the outcomes that waited for a prediction. */
  List<Outcome> takeWaiting(String requestId) {
    byte[] bytes = waiting.get(requestId);
    if (bytes != null) {
      waiting.delete(requestId);
    }
    return read(bytes);
  }

  private static List<Outcome> read(byte @Nullable [] bytes) {
    try {
      return bytes == null ? new ArrayList<>() : Json.MAPPER.readValue(bytes, OUTCOMES);
    } catch (IOException e) {
      throw new IllegalStateException("the store of waiting outcomes is damaged", e);
    }
  }
}
