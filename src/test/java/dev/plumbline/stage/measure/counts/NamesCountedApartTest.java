package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.group.GroupPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which of 300 names are counted apart, against {@code src/test/oracles/hash_orders.py}. Counts in
 * stores and changelogs were made in this order: another one would show groups with too few people.
 */
class NamesCountedApartTest {

  private final Map<String, Long> counts = new TreeMap<>();

  @BeforeEach
  void countEachNameDifferently() {
    for (int i = 0; i < HashOrders.NAMES.size(); i++) {
      counts.put(HashOrders.NAMES.get(i), i + 1L);
    }
  }

  @Test
  void shouldLeaveOutTheNamesThatAreLastByTheirHash() {
    // When
    Map<String, Long> capped = CardinalityLimit.capped(counts);
    // Then
    assertThat(capped).hasSize(CardinalityLimit.MOST_COUNTED + 1);
    assertThat(missing(capped)).containsExactlyElementsOf(HashOrders.LEFT_OUT);
    assertThat(capped).containsEntry(GroupPolicy.OTHER, sum(HashOrders.LEFT_OUT));
    assertThat(HashOrders.LEFT_OUT).hasSize(44);
  }

  @Test
  void shouldGiveTheOthersNoPlaceWhenSomeAreOthersAlready() {
    // Given
    counts.put(GroupPolicy.OTHER, 1_000_000L);
    // When
    Map<String, Long> capped = CardinalityLimit.capped(counts);
    // Then
    assertThat(missing(capped)).containsExactlyElementsOf(HashOrders.LEFT_OUT);
    assertThat(capped).containsEntry(GroupPolicy.OTHER, 1_000_000 + sum(HashOrders.LEFT_OUT));
  }

  @Test
  void shouldLeaveOutNothingWhenThereAreAsManyNamesAsTheBound() {
    // Given
    counts.keySet().removeAll(HashOrders.LEFT_OUT);
    // Then
    assertThat(counts).hasSize(CardinalityLimit.MOST_COUNTED);
    assertThat(CardinalityLimit.capped(counts)).isSameAs(counts);
    // When
    counts.put(GroupPolicy.OTHER, 1L);
    // Then
    assertThat(CardinalityLimit.capped(counts)).isEqualTo(counts);
  }

  @Test
  void shouldLeaveOutTheSameGroupsOfAnAttribute() {
    // Given
    List<GroupCounts> people = new ArrayList<>();
    counts.forEach((name, count) -> people.add(CountsFixtures.people("town", name, count)));
    people.add(CountsFixtures.people("sex", "f", 1));
    // When
    MeasureCounts capped = CountsFixtures.ofPeople(people).capped();
    // Then
    assertThat(missing(names(capped.groupsOf("town"))))
        .containsExactlyElementsOf(HashOrders.LEFT_OUT);
    assertThat(capped.groups().get(MeasureCounts.key("town", GroupPolicy.OTHER)))
        .isEqualTo(CountsFixtures.people("town", GroupPolicy.OTHER, sum(HashOrders.LEFT_OUT)));
    assertThat(capped.groupsOf("sex")).containsExactly(CountsFixtures.people("sex", "f", 1));
  }

  @Test
  void shouldLeaveOutTheSameLabelsAndVersionsHoweverTheyAreMerged() {
    // Given
    List<String> shuffled = new ArrayList<>(HashOrders.NAMES);
    Collections.shuffle(shuffled, new Random(9));
    MeasureCounts sum = MeasureCounts.EMPTY;
    // When
    for (String name : shuffled) {
      Map<String, Long> one = Map.of(name, 1L);
      sum =
          sum.merge(
              new MeasureCounts(
                  Map.of(), Map.of(), Map.of(), one, Map.of(), one, Map.of("n", 1L), Map.of()));
    }
    // Then
    assertThat(missing(sum.labels())).containsExactlyElementsOf(HashOrders.LEFT_OUT);
    assertThat(missing(sum.versions())).containsExactlyElementsOf(HashOrders.LEFT_OUT);
    assertThat(sum.labels()).containsEntry(GroupPolicy.OTHER, 44L);
    assertThat(sum.fact("n")).isEqualTo(300);
  }

  private static Map<String, Long> names(List<GroupCounts> groups) {
    Map<String, Long> names = new TreeMap<>();
    groups.forEach(group -> names.put(group.group(), group.requests()));
    return names;
  }

  private static TreeSet<String> missing(Map<String, Long> shown) {
    TreeSet<String> missing = new TreeSet<>(HashOrders.NAMES);
    missing.removeAll(shown.keySet());
    return missing;
  }

  private long sum(List<String> names) {
    return names.stream().mapToLong(counts::get).sum();
  }
}
