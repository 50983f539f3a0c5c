package dev.plumbline.policy;

import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.policy.alert.AlertPolicy;
import dev.plumbline.policy.alert.ClearingRule;
import dev.plumbline.policy.alert.IncidentPolicy;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.policy.drift.DriftPolicy;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sections of policies as they are by default, but for what a test is about. */
public final class PolicyFixtures {

  private PolicyFixtures() {}

  /** One false page in ninety days. */
  public static AlertPolicy alerts() {
    return new AlertPolicy(
        1, Duration.ofDays(90), ClearingRule.DEFAULT, List.of(), IncidentPolicy.DEFAULT);
  }

  /** Any label may be a true one. */
  public static OutcomePolicy favourable(String... labels) {
    return new OutcomePolicy(Set.of(labels), Set.of());
  }

  /** Against the first hour. */
  public static DriftPolicy drift(SignalRule... rules) {
    return drift(null, List.of(rules));
  }

  /** Against a first period. */
  public static DriftPolicy drift(Duration first, SignalRule... rules) {
    return new DriftPolicy(first, null, null, List.of(rules), Map.of(), Severity.WARNING);
  }

  /** Against a file. */
  public static DriftPolicy drift(@Nullable DriftBaseline baseline, List<SignalRule> rules) {
    return new DriftPolicy(Duration.ofHours(1), baseline, null, rules, Map.of(), Severity.WARNING);
  }
}
