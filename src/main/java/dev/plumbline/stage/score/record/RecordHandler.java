package dev.plumbline.stage.score.record;

import java.time.Duration;

/** What a task does with each record: answers at once, or asks a model. */
public interface RecordHandler {

  /**
   * @param json a record's value; empty for a tombstone
   */
  Handling begin(byte[] json);

  /**
   * @throws IllegalStateException when a model hangs
   */
  void check();

  /**
   * @param stage as dead letters and counters name it
   * @param store of the ring, by name
   * @param slots most records that wait
   * @param patience longest wait for the oldest answer when the ring is full; must be below {@code
   *     max.poll.interval.ms}
   */
  record Waiting(String stage, String store, int slots, Duration patience) {}
}
