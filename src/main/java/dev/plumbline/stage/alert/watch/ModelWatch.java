package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.event.measure.WindowMeasures;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What is remembered of one model as a whole.
 *
 * @param policyVersion the policy whose contrasts are numbered
 * @param epoch goes up when the detectors restart
 * @param numbered contrasts that have appeared
 * @param leads model version, with that of the policy that measured it, to the end of the newest
 *     pane of which it scored most
 * @param newestWindow end of the newest window
 * @param contributions the newest window's, of the ethics and bias scores
 */
public record ModelWatch(
    String policyVersion,
    int epoch,
    int numbered,
    Map<String, Instant> leads,
    Instant newestWindow,
    Map<String, Double> contributions) {

  /**
   * A version that led a pane so lately is not new: two versions that share the traffic take turns,
   * and detectors that restart every time would never page.
   */
  private static final int PANES = 60;

  public static final ModelWatch START =
      new ModelWatch("", 0, 0, Map.of(), Instant.EPOCH, Map.of());

  public ModelWatch {
    leads = Map.copyOf(leads);
    contributions = Map.copyOf(contributions);
  }

  /** A policy's contrasts are numbered from 1. */
  ModelWatch under(String policy) {
    return policy.equals(policyVersion)
        ? this
        : new ModelWatch(policy, epoch + 1, 0, leads, newestWindow, contributions);
  }

  /** A new version starts a new epoch. */
  ModelWatch after(PaneCounts pane) {
    if (pane.modelVersion() == null) {
      return this;
    }
    Instant end = pane.pane().end();
    Duration memory = Duration.between(pane.pane().start(), pane.pane().end()).multipliedBy(PANES);
    Map<String, Instant> next = new HashMap<>(leads);
    next.values().removeIf(led -> led.isBefore(end.minus(memory)));
    boolean known = next.put(pane.modelVersion() + "/" + pane.policyVersion(), end) != null;
    boolean restart = !known && !leads.isEmpty();
    return new ModelWatch(
        policyVersion, restart ? epoch + 1 : epoch, numbered, next, newestWindow, contributions);
  }

  ModelWatch numbered(int contrasts) {
    return new ModelWatch(policyVersion, epoch, contrasts, leads, newestWindow, contributions);
  }

  ModelWatch after(WindowMeasures window) {
    Instant end = window.window().end();
    if (end.isBefore(newestWindow)) {
      return this;
    }
    Map<String, Double> moved = new HashMap<>(window.ethics().contributions());
    moved.putAll(window.bias().contributions());
    return new ModelWatch(policyVersion, epoch, numbered, leads, end, moved);
  }
}
