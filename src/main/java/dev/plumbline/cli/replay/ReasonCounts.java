package dev.plumbline.cli.replay;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of what was replayed, by reason.
 *
 * @param outcomes by result: those that redact refused under the reason of their dead letter, those
 *     that found no request as {@code unmatched}; each once
 * @param deadLetters of all stages by reason, those withheld among them
 */
record ReasonCounts(Map<String, Long> outcomes, Map<String, Long> deadLetters) {

  private static final String WAITING = "waiting";
  private static final String UNMATCHED = "unmatched";

  /** The flow's own outcomes, which came with nobody's traffic. */
  private static final String COUNTERFACTUAL = "counterfactual";

  /** What redact passed on is counted where it is measured. */
  private static final String PASSED = "redacted";

  ReasonCounts {
    outcomes = Map.copyOf(outcomes);
    deadLetters = Map.copyOf(deadLetters);
  }

  /**
   * @param registry that the stages counted in, from the beginning of the replay to its end
   */
  static ReasonCounts of(MeterRegistry registry, TopicReader topics) {
    Map<String, Long> letters = new TreeMap<>();
    topics.each(
        Topics.DEAD_LETTERS,
        (DeadLetter letter) -> letters.merge(letter.cause().errorClass(), 1L, Long::sum));
    return new ReasonCounts(outcomes(registry), letters);
  }

  private static Map<String, Long> outcomes(MeterRegistry registry) {
    Map<String, Long> outcomes = new TreeMap<>();
    add(registry, "plumbline.outcomes.read", outcomes);
    outcomes.remove(PASSED);
    add(registry, "plumbline.outcomes", outcomes);
    long waited = add(registry, "plumbline.outcomes.waited", outcomes);
    // Everything has been read, so what still waits has waited in vain.
    Long waiting = outcomes.remove(WAITING);
    outcomes.merge(UNMATCHED, (waiting == null ? 0 : waiting) - waited, Long::sum);
    outcomes.remove(COUNTERFACTUAL);
    outcomes.values().removeIf(count -> count == 0);
    return outcomes;
  }

  /** Returns how many there were. */
  private static long add(MeterRegistry registry, String name, Map<String, Long> to) {
    long all = 0;
    for (Counter counter : registry.find(name).counters()) {
      long count = Math.round(counter.count());
      to.merge(String.valueOf(counter.getId().getTag("result")), count, Long::sum);
      all += count;
    }
    return all;
  }
}
