package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.fairness.metric.ResidualSums;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import dev.plumbline.statistics.dyadic.DyadicAccumulator;
import dev.plumbline.statistics.dyadic.DyadicCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GroupScoresTest {

  /** A prediction, a label, or a label taken back, each as what one delta may hold. */
  private record Event(long p, int predictions, int positives, int negatives) {

    GroupScores scores() {
      return new GroupScores(
          one(predictions),
          one(positives),
          one(negatives),
          p * predictions,
          predictions,
          ResidualSums.NONE.plus(true, p, positives).plus(false, p, negatives));
    }

    private DyadicCounts one(int count) {
      long[] cells = {GroupScores.coordinate(p)};
      return DyadicCounts.of(0, cells, new long[] {count});
    }
  }

  /** Labels may come, be corrected and be taken back in any order and in any parts. */
  @Property(tries = 60)
  void shouldDependOnPredictionsAndFinalLabelsOnly(@ForAll long seed) {
    // Given
    Random random = new Random(seed);
    List<Event> straight = new ArrayList<>();
    List<Event> corrected = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      long p = random.nextLong(GroupScores.BILLION + 1) >> random.nextInt(20);
      straight.add(new Event(p, 1, 0, 0));
      corrected.add(new Event(p, 1, 0, 0));
      if (random.nextInt(3) > 0) {
        straight.add(new Event(p, 0, 1, 0));
        corrected.add(new Event(p, 0, 0, 1));
        corrected.add(new Event(p, 0, 1, -1));
      }
    }
    // When
    GroupScores expected = merged(straight, random);
    // Then
    assertThat(merged(corrected, random)).isEqualTo(expected);
    assertThat(expected.all().size()).isLessThanOrEqualTo(GroupScores.MOST_CELLS);
    assertThat(expected.positives().level()).isEqualTo(expected.all().level());
    assertThat(expected.all()).isEqualTo(alone(straight));
  }

  /** The level that the predictions have by themselves. */
  private static DyadicCounts alone(List<Event> events) {
    DyadicAccumulator adding = new DyadicAccumulator(GroupScores.MOST_CELLS);
    events.stream()
        .filter(event -> event.predictions() > 0)
        .forEach(event -> adding.add(GroupScores.coordinate(event.p())));
    return adding.counts();
  }

  private static GroupScores merged(List<Event> events, Random random) {
    List<Event> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    GroupScores sum = GroupScores.NONE;
    for (int from = 0, to; from < shuffled.size(); from = to) {
      to = Math.min(shuffled.size(), from + 1 + random.nextInt(300));
      GroupScores part = GroupScores.NONE;
      for (Event event : shuffled.subList(from, to)) {
        part = part.merge(event.scores());
      }
      sum = random.nextBoolean() ? sum.merge(part) : part.merge(sum);
    }
    return sum;
  }

  @Example
  void shouldAddPartByPartWhenMerged() {
    // When
    GroupScores sum = scores(1).merge(scores(10));
    // Then
    assertThat(sum).isEqualTo(scores(11));
    assertThat(scores(10).merge(scores(1))).isEqualTo(sum);
    assertThat(scores(3).merge(GroupScores.NONE)).isEqualTo(scores(3));
    assertThat(GroupScores.NONE.merge(scores(3))).isEqualTo(scores(3));
  }

  @Example
  void shouldReadWhatWasPacked() {
    // Given
    VarintWriter writer = new VarintWriter();
    // When
    scores(7).pack(writer);
    // Then
    assertThat(GroupScores.unpack(new VarintReader(writer.toBytes()))).isEqualTo(scores(7));
  }

  /** Every part another multiple of {@code times}. */
  private static GroupScores scores(long times) {
    return new GroupScores(
        at(3, times),
        at(11, 2 * times),
        at(49, 3 * times),
        5 * times,
        7 * times,
        new ResidualSums(11 * times, -13 * times, 17 * times));
  }

  private static DyadicCounts at(long cell, long count) {
    return DyadicCounts.of(0, new long[] {cell}, new long[] {count});
  }
}
