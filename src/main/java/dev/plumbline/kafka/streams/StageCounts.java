package dev.plumbline.kafka.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@link StageCounters} counted, read back. A stage that has counted nothing has zeros.
 *
 * @param registry that the stages of this process count in
 */
public record StageCounts(MeterRegistry registry) {

  public double in(String stage) {
    return sum(records(stage, StageCounters.IN));
  }

  public double out(String stage) {
    return sum(records(stage, StageCounters.OUT));
  }

  public double deadLettered(String stage) {
    return sum(records(stage, StageCounters.DEAD_LETTERED));
  }

  public double withheld(String stage) {
    return sum(records(stage, StageCounters.WITHHELD));
  }

  /** Records that the stage is done with, whatever became of them. */
  public double handled(String stage) {
    return out(stage) + deadLettered(stage) + withheld(stage);
  }

  /** Models of which at least one record went out. */
  public Set<String> modelsOut(String stage) {
    return records(stage, StageCounters.OUT).counters().stream()
        .filter(counter -> counter.count() > 0)
        .map(counter -> counter.getId().getTag("model"))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A stage's counter of its own, summed over its tags. */
  public double total(String counter) {
    return sum(registry.find(counter));
  }

  private Search records(String stage, String result) {
    return registry.find(StageCounters.RECORDS).tag("stage", stage).tag("result", result);
  }

  private static double sum(Search search) {
    return search.counters().stream().mapToDouble(Counter::count).sum();
  }
}
