package dev.plumbline.stage.measure.watermark;

import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.CountsDelta.Progress;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far each task's inputs have come for one model. Time passes when the slowest of them has come
 * so far: a partition that is behind keeps panes open, one that fell silent does not.
 *
 * @param byInput partition and input to progress
 */
public record PartitionWatermarks(Map<String, Progress> byInput) {

  public static final PartitionWatermarks NONE = new PartitionWatermarks(Map.of());

  public PartitionWatermarks after(CountsDelta delta) {
    Map<String, Progress> next = new TreeMap<>(byInput);
    next.put(delta.partition() + "|" + MeasureInput.REQUESTS, delta.requests());
    next.put(delta.partition() + "|" + MeasureInput.OUTCOMES, delta.outcomes());
    return new PartitionWatermarks(Collections.unmodifiableMap(next));
  }

  /** Every input of every partition was heard of and is silent. */
  public boolean allIdle(int partitions) {
    return heardOf(partitions) && byInput.values().stream().allMatch(Progress::idle);
  }

  /**
   * Event time that all inputs that are not silent have reached; {@link Progress#NONE} when that is
   * not known.
   */
  public long reached(int partitions) {
    if (!heardOf(partitions)) {
      return Progress.NONE;
    }
    return byInput.values().stream()
        .filter(progress -> !progress.idle())
        .mapToLong(Progress::newest)
        .min()
        .orElse(Progress.NONE);
  }

  /** Largest event time of any input. */
  public long newest() {
    return byInput.values().stream().mapToLong(Progress::newest).max().orElse(Progress.NONE);
  }

  private boolean heardOf(int partitions) {
    return byInput.size() == 2 * partitions;
  }
}
