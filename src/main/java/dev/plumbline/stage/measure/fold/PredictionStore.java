package dev.plumbline.stage.measure.fold;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.RequestIdentity;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.measure.record.StoredPrediction;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a request by its identity: the prediction that waits for its outcomes, or, before
 * it has come, the outcomes that wait for it. One look tells which.
 */
final class PredictionStore {

  /** Outcomes that wait for one prediction; a flood of more must not fill the store. */
  private static final int MOST_WAITING = 16;

  // Durable: the first number of what is kept, behind the version.
  private static final int PREDICTION = 0;
  private static final int WAITING = 1;

  private static final TypeReference<List<Outcome>> OUTCOMES = new TypeReference<>() {};

  /**
   * @param kept null when there is no prediction yet
   * @param waiting the outcomes that came before it
   */
  record Found(@Nullable StoredPrediction kept, List<Outcome> waiting) {

    static final Found NOTHING = new Found(null, List.of());

    Found {
      waiting = List.copyOf(waiting);
    }
  }

  private final KeyValueStore<String, byte[]> store;
  private final RecordCodec codec;
  private final VarintWriter packer = new VarintWriter();

  PredictionStore(KeyValueStore<String, byte[]> store, RecordCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  Found find(RequestIdentity request) {
    return find(request.key());
  }

  /** Keeps a prediction, in the place of what waited for it. */
  void put(RequestIdentity request, StoredPrediction kept) {
    codec.pack(kept, RecordCodec.begin(packer).number(PREDICTION));
    store.put(request.key(), packer.toBytes());
  }

  /**
   * Lets an outcome wait beside those that do.
   *
   * @return false when it waits already, or too many do
   */
  boolean await(Outcome outcome, List<Outcome> waiting) {
    if (waiting.size() >= MOST_WAITING || waiting.contains(outcome)) {
      return false;
    }
    List<Outcome> all = new ArrayList<>(waiting);
    all.add(outcome);
    try {
      RecordCodec.begin(packer).number(WAITING).text(Json.MAPPER.writeValueAsString(all));
    } catch (IOException e) {
      throw new IllegalStateException("an outcome is always JSON", e);
    }
    store.put(outcome.identity().key(), packer.toBytes());
    return true;
  }

  /**
   * @param key of its identity, as the retention index holds it
   */
  Found find(String key) {
    byte[] bytes = store.get(key);
    if (bytes == null) {
      return Found.NOTHING;
    }
    VarintReader from = RecordCodec.open(bytes);
    return from.number() == PREDICTION
        ? new Found(codec.kept(from), List.of())
        : new Found(null, outcomes(from));
  }

  void remove(String key) {
    store.delete(key);
  }

  private static List<Outcome> outcomes(VarintReader from) {
    try {
      return Json.MAPPER.readValue(from.text(), OUTCOMES);
    } catch (IOException e) {
      throw new IllegalStateException("waiting outcomes are unreadable", e);
    }
  }
}
