package dev.plumbline.stage.alert.memory;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.stage.alert.evidence.EDetector;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert that is open, or that was until lately.
 *
 * @param since when it opened; of one that opened again soon after it cleared, when it first did
 * @param inside windows inside tolerance since the last one outside; what clears a warning
 * @param insideUntil end of the newest window that counts no more
 * @param pagedAt when it became a page; null while it is a warning
 * @param clearing of a page: evidence that the gap is inside the tolerance, by each contrast that
 *     was beyond it
 * @param clearedAt null while it is open
 */
public record OpenAlert(
    Severity severity,
    Instant since,
    int inside,
    Instant insideUntil,
    @Nullable Instant pagedAt,
    Map<String, EDetector> clearing,
    @Nullable Instant clearedAt) {

  public OpenAlert {
    clearing = clearing == null ? Map.of() : Map.copyOf(clearing); // written before there was any
  }

  /**
   * One without contrasts of its own: a warning, or a page about a score or drift.
   *
   * @param at end of the pane or window that opens it
   */
  public static OpenAlert of(Severity severity, Instant at) {
    Instant paged = severity == Severity.PAGE ? at : null;
    return new OpenAlert(severity, at, 0, at, paged, Map.of(), null);
  }

  /** A page of evidence in some contrasts. */
  public static OpenAlert page(Instant at, List<String> contrasts) {
    Map<String, EDetector> clearing = new HashMap<>();
    contrasts.forEach(contrast -> clearing.put(contrast, EDetector.fresh(1)));
    return new OpenAlert(Severity.PAGE, at, 0, at, at, clearing, null);
  }

  /** The page that this warning becomes. */
  public OpenAlert escalated(Instant at, List<String> contrasts) {
    return page(at, contrasts).since(since);
  }

  public OpenAlert since(Instant earlier) {
    return new OpenAlert(severity, earlier, inside, insideUntil, pagedAt, clearing, clearedAt);
  }

  /** Windows that overlap say much the same: they count once, and so do a window's revisions. */
  public OpenAlert inside(TimeSpan window) {
    return window.start().isBefore(insideUntil)
        ? this
        : new OpenAlert(severity, since, inside + 1, window.end(), pagedAt, clearing, clearedAt);
  }

  public OpenAlert outside() {
    return new OpenAlert(severity, since, 0, insideUntil, pagedAt, clearing, clearedAt);
  }

  /**
   * @param evidence null once the contrast is inside again
   */
  public OpenAlert clearing(String contrast, @Nullable EDetector evidence) {
    Map<String, EDetector> next = new HashMap<>(clearing);
    if (evidence == null) {
      next.remove(contrast);
    } else {
      next.put(contrast, evidence);
    }
    return new OpenAlert(severity, since, inside, insideUntil, pagedAt, next, clearedAt);
  }

  /**
   * The same under a policy that may tolerate something else.
   *
   * @param contrasts keys of the rule's contrasts
   */
  public OpenAlert under(List<String> contrasts) {
    if (contrasts.containsAll(clearing.keySet())) {
      return this;
    }
    Map<String, EDetector> next = new HashMap<>();
    for (String contrast : contrasts) {
      String name = contrast.substring(0, contrast.lastIndexOf('@') + 1);
      clearing.forEach(
          (key, detector) -> {
            if (key.startsWith(name)) {
              next.put(contrast, key.equals(contrast) ? detector : detector.restarted());
            }
          });
    }
    return new OpenAlert(severity, since, inside, insideUntil, pagedAt, next, clearedAt);
  }

  /** The evidence of being inside from the beginning: of another model, or by other rules. */
  public OpenAlert restarted() {
    Map<String, EDetector> fresh = new HashMap<>(clearing);
    fresh.replaceAll((contrast, detector) -> detector.restarted());
    return new OpenAlert(severity, since, inside, insideUntil, pagedAt, fresh, clearedAt);
  }

  public OpenAlert cleared(Instant at) {
    return new OpenAlert(severity, since, inside, insideUntil, pagedAt, Map.of(), at);
  }

  /** Whether it may clear at a time: a page stays open for a while, whatever the evidence. */
  public boolean mayClear(Instant at, Duration atLeast) {
    return severity == Severity.WARNING
        || !at.isBefore((pagedAt == null ? since : pagedAt).plus(atLeast));
  }

  public boolean isOpen() {
    return clearedAt == null;
  }
}
