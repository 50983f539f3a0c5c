package dev.plumbline.cli.proof;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.stage.alert.proof.ProofException;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The page that somebody wants proven.
 *
 * @param rule whose page it is
 * @param at when it began; null for the newest page of the rule
 */
public record AskedPage(AlertRule rule, @Nullable Instant at) {

  /**
   * Of an alert's key, or of an incident, whose first page is meant.
   *
   * @param key {@code MODEL/METRIC/ATTRIBUTE/GROUP}, or an incident's id with or without {@code
   *     MODEL/}
   * @param at null when nobody said
   * @throws IllegalArgumentException when the key is neither
   * @throws ProofException when there is no such incident
   */
  public static AskedPage read(
      String key, @Nullable Instant at, String model, RecordedTopics topics)
      throws IOException, ProofException {
    String start = model + "/";
    String within = key.startsWith(start) ? key.substring(start.length()) : key;
    String[] parts = within.split("/", 3);
    if (parts.length == 3 && key.startsWith(start)) {
      return new AskedPage(new AlertRule(parts[0], parts[1], parts[2]), at);
    }
    if (parts.length > 1 || within.isBlank()) {
      throw new IllegalArgumentException(
          "KEY must be %sMETRIC/ATTRIBUTE/GROUP or the id of an incident, not '%s'"
              .formatted(start, key));
    }
    if (at != null) {
      throw new IllegalArgumentException(
          "an incident's page is the one that opened it: leave out --at, or give the alert's key");
    }
    for (Incident incident : topics.incidents(model)) {
      if (incident.id().equals(within)) {
        return new AskedPage(incident.rule(), incident.status().since());
      }
    }
    throw new ProofException("there is no incident " + within + " of " + model);
  }
}
