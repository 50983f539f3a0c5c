package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.alert.IncidentPolicy;
import dev.plumbline.policy.alert.SilenceRule;
import dev.plumbline.policy.group.GroupPolicy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys of the {@code alerts} section that say how people are told of incidents. */
final class IncidentsReader {

  private static final IncidentPolicy DEFAULT = IncidentPolicy.DEFAULT;
  private static final Duration LEAST_EVERY = Duration.ofSeconds(1);
  private static final Set<String> PLACES =
      Set.of("{model}", "{metric}", "{attribute}", "{group}", "{incident}");

  private IncidentsReader() {}

  static IncidentPolicy read(ConfigSection alerts, GroupPolicy groups) {
    List<SilenceRule> silences = new ArrayList<>();
    for (ConfigSection silence : alerts.sections("silences")) {
      try (silence) {
        silences.add(silence(silence, groups));
      }
    }
    return new IncidentPolicy(
        alerts.duration("refreshEvery", DEFAULT.refreshEvery(), Duration.ZERO),
        alerts.duration("remindAfter", DEFAULT.remindAfter(), Duration.ZERO),
        runbook(alerts),
        silences);
  }

  private static @Nullable String runbook(ConfigSection alerts) {
    if (!alerts.has("runbook")) {
      return null;
    }
    String runbook = alerts.text("runbook", "");
    String filled = runbook;
    for (String place : PLACES) {
      filled = filled.replace(place, "x");
    }
    try {
      URI url = new URI(filled);
      if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
        throw new URISyntaxException("", "no address");
      }
    } catch (URISyntaxException e) {
      alerts.problem(
          "runbook",
          "'runbook' must be an address, http:// or https://, in which %s stand for the incident's"
              .formatted(String.join(", ", new TreeSet<>(PLACES))));
    }
    return runbook;
  }

  private static SilenceRule silence(ConfigSection silence, GroupPolicy groups) {
    Instant from = silence.requiredTime("from");
    Instant until = silence.requiredTime("until");
    Duration every =
        silence.has("every") ? silence.duration("every", Duration.ofDays(1), LEAST_EVERY) : null;
    if (from != null && until != null) {
      checkLength(silence, Duration.between(from, until), every);
    }
    Set<String> attributes = new TreeSet<>(silence.words("attributes"));
    for (String attribute : attributes) {
      if (!groups.compared().contains(attribute)) {
        silence
            .problems()
            .unknown(silence.valueNode("attributes"), "attribute", attribute, groups.compared());
      }
    }
    return new SilenceRule(
        from == null ? Instant.EPOCH : from,
        until == null ? Instant.EPOCH : until,
        every,
        silence.requiredText("why"),
        attributes,
        each(silence, "groups", "=", "a group is ATTRIBUTE=GROUP, such as sex=female"),
        each(silence, "rules", "/", "a rule is METRIC/ATTRIBUTE/GROUP, as alerts name it"));
  }

  private static void checkLength(
      ConfigSection silence, Duration length, @Nullable Duration every) {
    if (length.isNegative() || length.isZero()) {
      silence.problem("until", "'until' of a silence must be after its 'from'");
    } else if (every != null && every.compareTo(length) < 0) {
      silence.problem("every", "'every' of a silence must be as long as the silence or longer");
    }
  }

  private static Set<String> each(
      ConfigSection silence, String key, String separator, String form) {
    Set<String> words = new TreeSet<>(silence.words(key));
    if (words.stream().anyMatch(word -> !word.contains(separator))) {
      silence.problem(key, "'" + key + "' of a silence: " + form);
    }
    return words;
  }
}
