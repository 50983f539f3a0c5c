package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.incident.SilenceNote;
import dev.plumbline.policy.alert.SilenceRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the policy's silences cover an incident. */
record SilenceCheck(List<SilenceRule> silences) {

  /**
   * Covered when each of the rules is, so that a rule that nobody thought of is heard. It ends with
   * the first of the silences that cover one.
   *
   * @param rules that have paged and are open
   */
  @Nullable SilenceNote note(List<AlertRule> rules, Instant at) {
    SilenceNote first = null;
    for (AlertRule rule : rules) {
      SilenceNote longest = longest(rule, at);
      if (longest == null) {
        return null;
      }
      first = first == null || longest.until().isBefore(first.until()) ? longest : first;
    }
    return first;
  }

  private @Nullable SilenceNote longest(AlertRule rule, Instant at) {
    SilenceNote longest = null;
    for (SilenceRule silence : silences) {
      Instant end = silence.covers(rule) ? silence.endAt(at).orElse(null) : null;
      if (end != null && (longest == null || end.isAfter(longest.until()))) {
        longest = new SilenceNote(silence.why(), end);
      }
    }
    return longest;
  }
}
