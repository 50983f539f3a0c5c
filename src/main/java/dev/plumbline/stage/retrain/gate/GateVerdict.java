package dev.plumbline.stage.retrain.gate;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the gate says of a candidate.
 *
 * @param ruling whether it may go on
 * @param reason why not; null when passed
 * @param before figures of the serving model, by name
 * @param after figures of the candidate on the same records
 */
public record GateVerdict(
    Ruling ruling, @Nullable String reason, Map<String, Double> before, Map<String, Double> after) {

  /** Too few records are never a pass: in a shadow run one waits for more. */
  public enum Ruling {
    PASSED,
    NOT_ENOUGH,
    REJECTED
  }

  public GateVerdict {
    before = new TreeMap<>(before);
    after = new TreeMap<>(after);
  }

  public boolean passed() {
    return ruling == Ruling.PASSED;
  }
}
