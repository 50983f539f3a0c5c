package dev.plumbline.stage.measure.counts;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.ResidualSums;
import dev.plumbline.fairness.metric.SubjectBuckets;
import dev.plumbline.fairness.metric.SubjectBuckets.Field;
import dev.plumbline.statistics.dyadic.DyadicCounts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Counts in which every part has something. */
final class CountsFixtures {

  private CountsFixtures() {}

  /** One record's counts, all parts of it under the same group. */
  static MeasureCounts ofRecord(String attribute, String group, long times) {
    String key = MeasureCounts.key(attribute, group);
    return new MeasureCounts(
        Map.of(key, people(attribute, group, times)),
        Map.of(key, scores(times)),
        Map.of(MeasureCounts.signalKey("score", key), HistogramFixtures.real(Map.of(3.0, times))),
        Map.of("label-" + group, times),
        Map.of("privacy", new WeightedSum(2 * times, 3 * times, times, 2 * times, 4 * times, 9)),
        Map.of("version-" + group, times),
        Map.of(CounterNames.CORRECT, 5 * times),
        Map.of(key, examples("r-" + attribute + group)),
        Map.of(
            key,
            new LabelPairs(
                Map.of(
                    new LabelPair("label-" + group, "label"), times,
                    new LabelPair("label", "label"), -times))),
        Map.of(key, subjects(times)));
  }

  /** In two buckets, one of them without labels. */
  static SubjectBuckets subjects(long times) {
    long[] table = new long[SubjectBuckets.BUCKETS * Field.NUMBER];
    table[Field.REQUESTS.in(0)] = times;
    for (Field field : Field.values()) {
      table[field.in(63)] = (2 + field.in(0)) * times;
    }
    return SubjectBuckets.of(table);
  }

  /** Each number another multiple of {@code times}. */
  static GroupCounts people(String attribute, String group, long times) {
    return new GroupCounts(
        attribute, group, times, 2 * times, 3 * times, 4 * times, 5 * times, 6 * times, 7 * times);
  }

  static GroupScores scores(long times) {
    DyadicCounts bins = DyadicCounts.of(0, new long[] {7}, new long[] {times});
    return new GroupScores(
        bins, bins, bins, times, 2 * times, new ResidualSums(2 * times, -3 * times, times));
  }

  static PaneExemplars examples(String id) {
    return PaneExemplars.NONE
        .plus(PaneExemplars.Kind.ADVERSE, id + "-a")
        .plus(PaneExemplars.Kind.FALSE_NEGATIVE, id + "-n")
        .plus(PaneExemplars.Kind.FALSE_POSITIVE, id + "-p");
  }

  /** Sums of up to 40 records of up to 61 groups. */
  static Arbitrary<MeasureCounts> counts() {
    return Arbitraries.integers()
        .between(0, 60)
        .list()
        .ofMaxSize(40)
        .map(
            groups ->
                groups.stream()
                    .map(i -> ofRecord(i % 2 == 0 ? "town" : "sex", "g" + i, 1 + i % 3))
                    .reduce(MeasureCounts.EMPTY, MeasureCounts::merge));
  }

  /** Counts of people alone. */
  static MeasureCounts ofPeople(List<GroupCounts> people) {
    Map<String, GroupCounts> groups = new TreeMap<>();
    people.forEach(each -> groups.put(MeasureCounts.key(each.attribute(), each.group()), each));
    return new MeasureCounts(
        groups, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }
}
