package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A sample says nothing of who saw which ids, when and how often. */
class BottomKSampleProperties {

  private static BottomKSample of(List<String> ids) {
    BottomKSample sample = BottomKSample.NONE;
    for (String id : ids) {
      sample = sample.plus(id);
    }
    return sample;
  }

  @Property
  void shouldBeTheSameWhateverTheOrderTheRepeatsAndTheParts(
      @ForAll List<String> ids, @ForAll long seed) {
    // Given
    Random random = new Random(seed);
    List<String> shuffled = new ArrayList<>(ids);
    shuffled.addAll(ids.subList(0, ids.size() / 2));
    Collections.shuffle(shuffled, random);
    int cut = random.nextInt(shuffled.size() + 1);
    // When
    BottomKSample left = of(shuffled.subList(0, cut));
    BottomKSample right = of(shuffled.subList(cut, shuffled.size()));
    // Then
    assertThat(left.merge(right)).isEqualTo(right.merge(left)).isEqualTo(of(ids));
    Set<String> distinct = new TreeSet<>(ids);
    assertThat(distinct).containsAll(of(ids).ids());
    assertThat(of(ids).ids()).hasSize(Math.min(BottomKSample.MOST, distinct.size()));
  }

  @Property
  void shouldFollowFromTheSetWhenIdsShareAHash(@ForAll long seed) {
    // Given: eight texts of one hash
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ids.add(Integer.toBinaryString(8 + i).substring(1).replace("0", "Aa").replace("1", "BB"));
    }
    assertThat(ids.stream().map(String::hashCode).distinct()).hasSize(1);
    // When
    Collections.shuffle(ids, new Random(seed));
    // Then
    assertThat(of(ids).ids()).containsExactly("AaAaAa", "AaAaBB", "AaBBAa");
  }

  /** Numbered ids are the usual ones: none of them may be favoured. */
  @Example
  void shouldTakeEveryIdAsOftenWhenIdsAreNumbered() {
    // When
    Map<Integer, Integer> byPlace = new HashMap<>();
    for (int pane = 0; pane < 2_000; pane++) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ids.add("request-%06d".formatted(pane * 100 + i));
      }
      of(ids).ids().forEach(id -> byPlace.merge(ids.indexOf(id) / 10, 1, Integer::sum));
    }
    // Then: 6,000 ids in ten classes; four standard deviations are 93
    assertThat(byPlace).hasSize(10);
    assertThat(byPlace.values()).allSatisfy(times -> assertThat(times).isBetween(507, 693));
  }
}
