package dev.plumbline.stage.retrain.demand;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an alert while it is open.
 *
 * @param since event time at which it opened
 * @param paged event time at which it became a page; null of a warning
 * @param modelVersion version that it was last seen about; null when it does not say
 */
public record RememberedAlert(
    String key,
    AlertRule rule,
    Alert.Severity severity,
    Instant since,
    @Nullable Instant paged,
    @Nullable String modelVersion) {

  /** Pages before warnings, the oldest first. */
  public static final Comparator<RememberedAlert> URGENCY =
      Comparator.comparing(RememberedAlert::severity)
          .reversed()
          .thenComparing(RememberedAlert::since)
          .thenComparing(RememberedAlert::key);

  /**
   * @param before what was remembered of it; null when nothing was
   */
  public static RememberedAlert read(@Nullable RememberedAlert before, Alert alert) {
    boolean page = alert.severity() == Alert.Severity.PAGE;
    Instant known = before == null ? null : before.paged();
    return new RememberedAlert(
        alert.key(),
        alert.rule(),
        alert.severity(),
        alert.since(),
        page && known == null ? alert.at() : known,
        alert.context().modelVersion());
  }

  public boolean isPage() {
    return severity == Alert.Severity.PAGE;
  }
}
