package dev.plumbline.policy.alert;

import dev.plumbline.event.AlertRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A time in which people are not told of some rules' incidents. Without attributes, groups and
 * rules it is about all.
 *
 * @param from event time, the first one included
 * @param until event time, the first one not included
 * @param every from one occurrence's start to the next; null when there is one only
 * @param why for whoever reads the incident
 * @param attributes whose rules are silenced, or
 * @param groups such as {@code sex=female}, or
 * @param rules such as {@code demographic_parity_difference/sex/female}
 */
public record SilenceRule(
    Instant from,
    Instant until,
    @Nullable Duration every,
    String why,
    Set<String> attributes,
    Set<String> groups,
    Set<String> rules) {

  public SilenceRule {
    attributes = Set.copyOf(attributes);
    groups = Set.copyOf(groups);
    rules = Set.copyOf(rules);
  }

  /** When the occurrence that holds the time ends; empty when none does. */
  public Optional<Instant> endAt(Instant at) {
    if (at.isBefore(from)) {
      return Optional.empty();
    }
    Instant start = from;
    if (every != null) {
      long passed = Duration.between(from, at).toMillis() / every.toMillis();
      start = from.plusMillis(passed * every.toMillis());
    }
    Instant end = start.plus(Duration.between(from, until));
    return at.isBefore(end) ? Optional.of(end) : Optional.empty();
  }

  public boolean covers(AlertRule rule) {
    boolean all = attributes.isEmpty() && groups.isEmpty() && rules.isEmpty();
    return all
        || attributes.contains(rule.attribute())
        || groups.contains(rule.attribute() + "=" + rule.group())
        || rules.contains(rule.toString());
  }
}
