package dev.plumbline.event.alert;

import dev.plumbline.event.MessageChecks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What helps to understand an alert.
 *
 * @param summary the alert in one plain sentence, with its figures and its false-page rate
 * @param contributions indicators that moved, by name
 * @param examples ids of a few requests to look at, which make the gap; empty when it clears
 * @param incident id of the incident that tells people of the alert: in which it opened or became a
 *     page; null of a warning that opened outside of one
 * @param warned true of a page in an incident whose warning had opened outside of one: who was told
 *     of the warning is told that it is over; null of everything else
 */
public record AlertContext(
    String summary,
    @Nullable String modelVersion,
    String policyVersion,
    Map<String, Double> contributions,
    List<String> examples,
    @Nullable String incident,
    @Nullable Boolean warned) {

  public AlertContext {
    contributions = MessageChecks.map(contributions);
    examples = MessageChecks.list(examples);
  }

  /** Outside of an incident. */
  public AlertContext(
      String summary,
      @Nullable String modelVersion,
      String policyVersion,
      Map<String, Double> contributions,
      List<String> examples) {
    this(summary, modelVersion, policyVersion, contributions, examples, null, null);
  }
}
