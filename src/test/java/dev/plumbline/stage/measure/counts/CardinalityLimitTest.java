package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.SignalValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardinalityLimitTest {

  private static MeasureCounts one(int record, String attribute, String group) {
    PaneAccumulator pane = new PaneAccumulator();
    pane.add(
        new Observation(
            "m",
            0,
            List.of(MeasureCounts.key(attribute, group)),
            record % 3 == 0,
            "yes",
            GroupScores.BILLION / 2,
            "v",
            GroupScores.BILLION,
            List.of(),
            List.of(new SignalValue("score", null, record % 7)),
            List.of()));
    return pane.toCounts();
  }

  /** 2,000 records of 700 kinds, the first ones most often, and a few that are "other" already. */
  private static List<MeasureCounts> flood() {
    Random random = new Random(5);
    List<MeasureCounts> records = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      int kind = Math.min(random.nextInt(700), random.nextInt(700));
      records.add(one(i, i % 2 == 0 ? "town" : "sex", kind == 7 ? GroupPolicy.OTHER : "k" + kind));
    }
    return records;
  }

  /** Merges neighbours at random until one is left: any partitioning, batching and restart. */
  private static MeasureCounts merged(List<MeasureCounts> records, Random random) {
    List<MeasureCounts> parts = new ArrayList<>(records);
    Collections.shuffle(parts, random);
    while (parts.size() > 1) {
      int at = random.nextInt(parts.size() - 1);
      parts.set(at, parts.get(at).merge(parts.remove(at + 1)));
    }
    return parts.get(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldBeTheSameHoweverTheRecordsAreMerged(long seed) {
    // Given
    List<MeasureCounts> records = flood();
    MeasureCounts inOrder = records.stream().reduce(MeasureCounts.EMPTY, MeasureCounts::merge);

    // When
    MeasureCounts shuffled = merged(records, new Random(seed));

    // Then
    assertThat(shuffled).isEqualTo(inOrder);
    assertThat(shuffled.bounded()).isEqualTo(inOrder.bounded());
    assertThat(inOrder.groupsOf("town")).hasSize(CardinalityLimit.MOST_COUNTED + 1);
    assertThat(inOrder.bounded().groupsOf("town")).hasSize(GroupPolicy.MOST_VALUES + 1);
  }

  @Test
  void shouldCountExactlyWhatItShowsAndLoseNobody() {
    // Given
    List<MeasureCounts> records = flood();
    Map<String, Long> expected = new TreeMap<>();
    records.forEach(
        r ->
            r.groups()
                .values()
                .forEach(g -> expected.merge(g.group() + g.attribute(), 1L, Long::sum)));

    // When
    MeasureCounts all = records.stream().reduce(MeasureCounts.EMPTY, MeasureCounts::merge);

    // Then
    for (GroupCounts g : all.groups().values()) {
      if (!g.group().equals(GroupPolicy.OTHER)) {
        assertThat(g.requests()).isEqualTo(expected.get(g.group() + g.attribute()));
      }
    }
    for (MeasureCounts shown : List.of(all, all.bounded())) {
      assertThat(shown.groupsOf("town").stream().mapToLong(GroupCounts::requests).sum())
          .isEqualTo(1_000);
      assertThat(shown.groupsOf("sex").stream().mapToLong(GroupCounts::requests).sum())
          .isEqualTo(1_000);
    }
  }

  @Test
  void shouldShowTheLargestWhenThereAreMoreThanTheBoundAndNoFlood() {
    // Given
    List<MeasureCounts> records = new ArrayList<>();
    for (int kind = 0; kind < 200; kind++) {
      for (int i = 0; i <= kind; i++) {
        records.add(one(i, "town", "k" + kind));
      }
    }

    // When
    MeasureCounts shown = merged(records, new Random(1)).bounded();

    // Then
    Map<String, Long> requests = new TreeMap<>();
    shown.groupsOf("town").forEach(g -> requests.put(g.group(), g.requests()));
    assertThat(requests)
        .hasSize(GroupPolicy.MOST_VALUES + 1)
        .containsEntry(GroupPolicy.OTHER, 136L * 137 / 2);
    for (int kind = 136; kind < 200; kind++) {
      assertThat(requests).containsEntry("k" + kind, kind + 1L);
    }
  }

  @Test
  void shouldLeaveFewKindsAlone() {
    // Given
    MeasureCounts few = one(1, "town", "a").merge(one(2, "town", GroupPolicy.OTHER));

    // Then
    assertThat(few.bounded()).isSameAs(few);
  }

  /** Which kinds a flood leaves, reckoned by {@code src/test/oracles/hashes.py}. */
  @Test
  void shouldCountTheKindsThatComeFirstByHash() throws IOException {
    // Given
    JsonNode expected =
        Json.MAPPER
            .readTree(Path.of("src/test/resources/oracles/hashes.json").toFile())
            .get("flood");
    Map<String, Long> counts = new TreeMap<>();
    for (int kind = 0; kind < expected.get("kinds").intValue(); kind++) {
      counts.put("k" + kind, 1L);
    }
    // When
    Map<String, Long> capped = CardinalityLimit.capped(counts);
    // Then
    List<String> left = new ArrayList<>();
    expected.get("first").forEach(name -> left.add(name.textValue()));
    assertThat(left).hasSize(CardinalityLimit.MOST_COUNTED);
    assertThat(capped.keySet())
        .hasSize(CardinalityLimit.MOST_COUNTED + 1)
        .containsAll(left)
        .contains(GroupPolicy.OTHER);
  }
}
