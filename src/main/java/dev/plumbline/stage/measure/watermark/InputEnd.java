package dev.plumbline.stage.measure.watermark;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where a replay's input ends. Whoever replays says that every record has been handled, which
 * offsets and counts tell and no silence can; the stage, in the same process, says how far it has
 * published since. Thread-safe.
 */
public final class InputEnd {

  /** Less than all, as long as a model has something left. */
  private static final double ALMOST = 0.99;

  private final Set<String> finished = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> left = new ConcurrentHashMap<>();
  private final AtomicLong windows = new AtomicLong();
  private volatile boolean reached;

  /** To be called when every record of the input has been handled, and not before. */
  public void reach() {
    reached = true;
  }

  public boolean reached() {
    return reached;
  }

  /** One more window is out. */
  public void windowPublished() {
    windows.incrementAndGet();
  }

  /**
   * @param toPublish windows of the model that are not out
   */
  public void left(String model, int toPublish) {
    left.put(model, toPublish);
  }

  /** Nothing of the model is left to publish. */
  public void finished(String model) {
    left.remove(model);
    finished.add(model);
  }

  /** The share of all windows that is out, from 0 to 1; 1 when every model is finished. */
  public double completed(Collection<String> models) {
    if (finished.containsAll(models)) {
      return 1;
    }
    double out = windows.get();
    double all = out + left.values().stream().mapToInt(Integer::intValue).sum();
    return all == 0 ? 0 : Math.min(ALMOST, out / all);
  }
}
