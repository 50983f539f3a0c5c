package dev.plumbline.stage.alert.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One record of {@code pane-counts} as the chain takes it: every number of every group, whatever
 * its name, so that counts that are added one day are chained too.
 *
 * @param hash SHA-256 of the record's bytes
 * @param counts by group, then by name
 */
public record PaneLink(TimeSpan pane, String hash, Map<GroupName, SortedMap<String, Long>> counts) {

  /** Counts that need no label. */
  private static final Set<String> DECISIONS = Set.of("requests", "favourable");

  /**
   * @throws UncheckedIOException when the value is no pane's
   */
  public static PaneLink read(byte[] value) {
    try {
      JsonNode json = Json.MAPPER.readTree(value);
      TimeSpan pane =
          new TimeSpan(
              Instant.parse(json.path("pane").path("start").asText()),
              Instant.parse(json.path("pane").path("end").asText()));
      Map<GroupName, SortedMap<String, Long>> counts = new LinkedHashMap<>();
      for (JsonNode group : json.path("groups")) {
        SortedMap<String, Long> numbers = new TreeMap<>();
        group
            .properties()
            .forEach(
                each -> {
                  if (each.getValue().isIntegralNumber()) {
                    numbers.put(each.getKey(), each.getValue().asLong());
                  }
                });
        counts.put(
            new GroupName(group.path("attribute").asText(), group.path("group").asText()), numbers);
      }
      return new PaneLink(pane, Sha256.hex(value), counts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a count is chained with those that need labels. */
  public static boolean ofLabels(String count) {
    return !DECISIONS.contains(count);
  }

  /** The text that is chained: when the pane began, and the group's counts of one kind by name. */
  String text(GroupName group, boolean ofLabels) {
    StringBuilder text = new StringBuilder().append(pane.start().toEpochMilli());
    counts
        .getOrDefault(group, new TreeMap<>())
        .forEach(
            (name, count) -> {
              if (ofLabels(name) == ofLabels) {
                text.append(' ').append(name).append('=').append(count);
              }
            });
    return text.toString();
  }
}
