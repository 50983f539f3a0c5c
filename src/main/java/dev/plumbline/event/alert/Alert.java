package dev.plumbline.event.alert;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.MessageChecks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert's present state, the value of {@code ethics-alerts}.
 *
 * @param key {@code model/metric/attribute/group}: one alert per model and rule
 * @param since event time at which this episode opened
 * @param at event time of this state
 * @param value what was measured; null when only sequential evidence spoke
 * @param low lower end of the 95 % interval
 * @param high upper end of the 95 % interval
 * @param n requests in the group
 * @param nReference requests in the reference
 * @param evidence the e-detector's value M; null for warnings
 * @param threshold the value of M that pages; null for warnings
 * @param summary the page in one plain sentence, with its figures and its false-page rate
 * @param contributions indicators that moved, by name
 * @param examples ids of a few requests to look at, which make the gap; empty when it clears
 */
public record Alert(
    String key,
    String model,
    AlertRule rule,
    State state,
    Severity severity,
    Instant since,
    Instant at,
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    long n,
    long nReference,
    @Nullable Double tolerance,
    @Nullable Double evidence,
    @Nullable Double threshold,
    String summary,
    @Nullable String modelVersion,
    String policyVersion,
    Map<String, Double> contributions,
    List<String> examples) {

  /** An alert opens, may escalate from warning to page, and clears. */
  public enum State {
    OPEN,
    ESCALATED,
    CLEARED
  }

  /** Warnings go to dashboards and chat, pages to people. */
  public enum Severity {
    WARNING,
    PAGE
  }

  public Alert {
    MessageChecks.notBlank(key, "key");
    MessageChecks.notBlank(model, "model");
    MessageChecks.notNull(rule, "rule");
    MessageChecks.notNull(state, "state");
    MessageChecks.notNull(severity, "severity");
    MessageChecks.notNull(since, "since");
    MessageChecks.notNull(at, "at");
    contributions = MessageChecks.map(contributions);
    examples = MessageChecks.list(examples);
  }

  public static String key(String model, AlertRule rule) {
    return model + "/" + rule;
  }
}
