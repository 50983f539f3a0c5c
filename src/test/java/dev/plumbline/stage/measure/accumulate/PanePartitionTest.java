package dev.plumbline.stage.measure.accumulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.SubjectBuckets;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.SignalValue;
import dev.plumbline.statistics.dyadic.ValueScale;
import dev.plumbline.statistics.sketch.StableHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Records and labels of one pane, however they are spread over tasks and ticks. */
class PanePartitionTest {

  @Property(tries = 10)
  void shouldCountTheSameBitsWhateverThePartsAndTheirOrder(@ForAll long seed) {
    // Given
    Random random = new Random(seed);
    List<Consumer<PaneAccumulator>> events = events(random);
    MeasureCounts atOnce = counted(events);
    // When
    Collections.shuffle(events, random);
    List<MeasureCounts> parts = new ArrayList<>();
    for (int from = 0, to; from < events.size(); from = to) {
      to = Math.min(events.size(), from + 1 + random.nextInt(900));
      parts.add(counted(events.subList(from, to)));
    }
    Collections.shuffle(parts, random);
    MeasureCounts merged = parts.stream().reduce(MeasureCounts.EMPTY, MeasureCounts::merge);
    // Then
    assertThat(merged).isEqualTo(atOnce);
    Histogram everyone = merged.signal("feature:amount", "*", "*");
    assertThat(everyone.numbers().size()).isBetween(512, Histogram.MOST_CELLS);
    assertThat(everyone.categories().buckets().total()).isPositive();
    assertThat(merged.signal("feature:amount", "sex", "f").numbers().size())
        .isBetween(64, Histogram.MOST_CELLS_OF_GROUP);
    assertThat(merged.scores("sex", "m").all().size()).isBetween(128, GroupScores.MOST_CELLS);
    SubjectBuckets subjects = merged.subjects("*", "*");
    assertThat(subjects.size()).isEqualTo(SubjectBuckets.BUCKETS);
    assertThat(subjects.total(GroupCounts::requests)).isEqualTo(2_400);
    assertThat(subjects.total(GroupCounts::labelled)).isEqualTo(800);
    assertThat(subjects.total(GroupCounts::falsePositives)).isPositive();
  }

  private static MeasureCounts counted(List<Consumer<PaneAccumulator>> events) {
    PaneAccumulator pane = new PaneAccumulator();
    events.forEach(event -> event.accept(pane));
    return pane.toCounts();
  }

  /**
   * Predictions, and labels of some of them: right away, or another one first that is corrected.
   */
  private static List<Consumer<PaneAccumulator>> events(Random random) {
    List<Consumer<PaneAccumulator>> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Observation record = record(random, i);
      events.add(pane -> pane.add(record));
      if (i % 3 == 0) {
        events.add(pane -> pane.label(record.kept(), "yes", true, 1));
      }
      if (i % 9 == 0) {
        events.add(pane -> pane.label(record.kept(), "yes", true, -1));
        events.add(pane -> pane.label(record.kept(), "no", false, 1));
      }
    }
    return events;
  }

  private static Observation record(Random random, int number) {
    double amount = Math.exp(3 + random.nextGaussian());
    String category = number % 4 == 0 ? "zip-" + random.nextInt(900) : null;
    return new Observation(
        "m",
        0,
        List.of("*=*", random.nextBoolean() ? "sex=f" : "sex=m"),
        true,
        "yes",
        random.nextInt(1_000_000_001) >> random.nextInt(12),
        "v",
        1_000_000_000,
        List.of(),
        List.of(new SignalValue("feature:amount", category, ValueScale.REAL.coordinate(amount))),
        List.of(),
        List.of(),
        number % 5 == 1 ? Observation.NOBODY : StableHash.bits("s" + number % 700));
  }
}
