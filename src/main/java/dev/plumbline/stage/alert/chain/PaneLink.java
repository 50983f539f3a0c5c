package dev.plumbline.stage.alert.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.pane.JointCounts;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One record of {@code pane-counts} as the chain takes it: every number of every group, whatever
 * its name, so that counts that are added one day are chained too.
 *
 * @param hash SHA-256 of the record's bytes
 * @param apart groups whose people a search set apart in this pane
 * @param counts by group, then by name
 */
public record PaneLink(
    TimeSpan pane,
    String hash,
    List<GroupName> apart,
    Map<GroupName, SortedMap<String, Long>> counts) {

  /**
   * @param apart groups whose people a search set apart in this pane
   * @throws UncheckedIOException when the value is no pane's
   */
  public static PaneLink read(byte[] value, List<GroupName> apart) {
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
      addSums(json, CountKind.SCORES, counts);
      addSums(json, CountKind.RESIDUALS, counts);
      SearchedRows.add(
          Json.MAPPER.convertValue(json.get("joint"), JointCounts.class), apart, counts);
      return new PaneLink(pane, Sha256.hex(value), List.copyOf(apart), counts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sums of scores of the groups that are counted. */
  private static void addSums(
      JsonNode json, CountKind kind, Map<GroupName, SortedMap<String, Long>> counts) {
    for (JsonNode sums : json.path(kind.label())) {
      SortedMap<String, Long> numbers =
          counts.get(new GroupName(sums.path("attribute").asText(), sums.path("group").asText()));
      if (numbers != null) {
        for (String field : List.of("n", "sum", "squares")) {
          numbers.put(kind.sum(field), sums.path(field).asLong());
        }
      }
    }
  }

  /** The chains of a group after this pane. */
  GroupChain after(GroupChain before, GroupName group, String previous) {
    return new GroupChain(
        before.day(),
        after(before, group, CountKind.DECISIONS, previous),
        after(before, group, CountKind.LABELS, previous),
        after(before, group, CountKind.RESIDUALS, previous),
        after(before, group, CountKind.SCORES, previous));
  }

  private String after(GroupChain before, GroupName group, CountKind kind, String previous) {
    String chain = before.chain(kind);
    String text = text(group, kind);
    return text.isEmpty()
        ? chain
        : PaneChain.link(chain.isEmpty() ? previous : chain, pane.start().toEpochMilli() + text);
  }

  /** The group's counts of one kind by name; empty where it has none. */
  private String text(GroupName group, CountKind kind) {
    StringBuilder text = new StringBuilder();
    counts
        .getOrDefault(group, new TreeMap<>())
        .forEach(
            (name, count) -> {
              if (CountKind.of(name) == kind) {
                text.append(' ').append(name).append('=').append(count);
              }
            });
    return text.toString();
  }
}
