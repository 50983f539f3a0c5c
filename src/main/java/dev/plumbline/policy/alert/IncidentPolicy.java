package dev.plumbline.policy.alert;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How people are told of incidents. Nothing of it changes what is measured or when alerts open.
 *
 * @param refreshEvery how often an open incident's figures are written again; zero for never
 * @param remindAfter how long after people were last told of an open incident they are told again;
 *     zero for never
 * @param runbook address of what to do, in which {@code {model}}, {@code {metric}}, {@code
 *     {attribute}}, {@code {group}} and {@code {incident}} stand for the incident's; null for none
 * @param silences when people are not told
 */
public record IncidentPolicy(
    Duration refreshEvery,
    Duration remindAfter,
    @Nullable String runbook,
    List<SilenceRule> silences) {

  public static final IncidentPolicy DEFAULT =
      new IncidentPolicy(Duration.ofHours(1), Duration.ofDays(7), null, List.of());

  public IncidentPolicy {
    silences = List.copyOf(silences);
  }
}
