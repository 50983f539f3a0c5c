package dev.plumbline.stage.retrain;

import java.util.HashMap;
import java.util.Map;

/**
 * Event time that both inputs have passed, by model. The two topics are read at different speeds
 * (in a replay months apart), so a record waits for its label until the outcomes have come as far,
 * or have fallen silent.
 */
final class JoinWatermarks {

  static final long NOTHING = Long.MIN_VALUE;

  /** Ticks without a record after which an input holds nothing back. */
  private static final int SILENT = 30;

  private final Map<String, Input> requests = new HashMap<>();
  private final Map<String, Input> outcomes = new HashMap<>();

  private static final class Input {
    private long newest = NOTHING;
    private int quietTicks;

    private boolean silent() {
      return quietTicks >= SILENT;
    }
  }

  void sawRequest(String model, long time) {
    saw(requests, model, time);
  }

  void sawOutcome(String model, long time) {
    saw(outcomes, model, time);
  }

  private static void saw(Map<String, Input> inputs, String model, long time) {
    Input input = inputs.computeIfAbsent(model, name -> new Input());
    input.newest = Math.max(input.newest, time);
    input.quietTicks = 0;
  }

  /**
   * One tick of a clock further.
   *
   * @return epoch milliseconds, or {@link #NOTHING}
   */
  long tick(String model) {
    Input request = requests.computeIfAbsent(model, name -> new Input());
    Input outcome = outcomes.computeIfAbsent(model, name -> new Input());
    request.quietTicks++;
    outcome.quietTicks++;
    if (outcome.silent()) {
      return request.newest;
    }
    return request.silent() ? outcome.newest : Math.min(request.newest, outcome.newest);
  }
}
