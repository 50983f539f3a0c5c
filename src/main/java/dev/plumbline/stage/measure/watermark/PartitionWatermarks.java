package dev.plumbline.stage.measure.watermark;

import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.CountsDelta.Progress;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far each task's requests have come for one model. Time passes when the slowest of them has
 * come so far: a partition that is behind keeps panes open, one that fell silent does not. Outcomes
 * have no say: a label may be stamped with any time, and often is with its decision's, so a model
 * whose labels come late would wait for ever.
 *
 * @param byInput partition and input to progress
 */
public record PartitionWatermarks(Map<String, Progress> byInput) {

  private static final String SUFFIX = "|" + MeasureInput.REQUESTS;

  public static final PartitionWatermarks NONE = new PartitionWatermarks(Map.of());

  /** An earlier version kept the outcomes' progress too. */
  public PartitionWatermarks {
    Map<String, Progress> requests = new TreeMap<>(byInput);
    requests.keySet().removeIf(key -> !key.endsWith(SUFFIX));
    byInput = Collections.unmodifiableMap(requests);
  }

  public PartitionWatermarks after(CountsDelta delta) {
    Map<String, Progress> next = new TreeMap<>(byInput);
    next.put(delta.partition() + SUFFIX, delta.requests());
    return new PartitionWatermarks(next);
  }

  /** The requests of every partition were heard of and are silent. */
  public boolean allIdle(int partitions) {
    return heardOf(partitions) && byInput.values().stream().allMatch(Progress::idle);
  }

  /**
   * Event time that the requests of all partitions that are not silent have reached; {@link
   * Progress#NONE} when that is not known.
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

  /** Largest event time of any request. */
  public long newest() {
    return byInput.values().stream().mapToLong(Progress::newest).max().orElse(Progress.NONE);
  }

  private boolean heardOf(int partitions) {
    return byInput.size() >= partitions;
  }
}
