package dev.plumbline.stage.retrain;

import java.util.HashMap;
import java.util.Map;

/**
 * Event time that both inputs have passed, by model. The two topics are read at different speeds
 * (in a replay months apart), so a record waits for its label until the outcomes have come as far,
 * or have fallen silent. Labels that lag behind, or are stamped long ago, hold it back no further
 * than the caller allows.
 */
final class JoinWatermarks {

  static final long NOTHING = Long.MIN_VALUE;

  static final long FOR_EVER = Long.MAX_VALUE / 2;

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

  /**
   * @return epoch milliseconds of the newest request, or {@link #NOTHING}
   */
  long newestRequest(String model) {
    Input input = requests.get(model);
    return input == null ? NOTHING : input.newest;
  }

  private static void saw(Map<String, Input> inputs, String model, long time) {
    Input input = inputs.computeIfAbsent(model, name -> new Input());
    input.newest = Math.max(input.newest, time);
    input.quietTicks = 0;
  }

  /**
   * One tick of a clock further.
   *
   * @param patience how far outcomes may hold the time back behind the requests, milliseconds
   * @return epoch milliseconds, or {@link #NOTHING}
   */
  long tick(String model, long patience) {
    Input request = requests.computeIfAbsent(model, name -> new Input());
    Input outcome = outcomes.computeIfAbsent(model, name -> new Input());
    request.quietTicks++;
    outcome.quietTicks++;
    if (outcome.silent()) {
      return request.newest;
    }
    if (request.silent()) {
      return outcome.newest;
    }
    long slower = Math.min(request.newest, outcome.newest);
    return slower == NOTHING ? NOTHING : Math.max(slower, request.newest - patience);
  }
}
