package dev.plumbline.fairness;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.ResidualSums;
import dev.plumbline.fairness.metric.ScoreSums;
import dev.plumbline.fairness.metric.SubjectBuckets;
import dev.plumbline.fairness.metric.SubjectBuckets.Field;
import dev.plumbline.statistics.dyadic.DyadicAccumulator;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Groups of people for the tests. */
final class FairnessFixtures {

  /** As windows have them. */
  static final int MOST_CELLS = 256;

  private static final double BILLION = 1e9;

  private FairnessFixtures() {}

  /** Everyone has a label; nobody's score is known. */
  static ComparedGroup group(String name, long tp, long fp, long tn, long fn) {
    long all = tp + fp + tn + fn;
    return new ComparedGroup(
        new GroupCounts("sex", name, all, tp + fp, all, tp, fp, tn, fn), ScoreSums.NONE);
  }

  /** Nobody has a label. */
  static ComparedGroup unlabelled(String name, long requests, long favourable) {
    return new ComparedGroup(
        new GroupCounts("sex", name, requests, favourable, 0, 0, 0, 0, 0), ScoreSums.NONE);
  }

  /** People whose outcome is as likely as their score says. */
  static ComparedGroup calibrated(String name, int people, double shift, SplittableRandom random) {
    long[] table = new long[4];
    DyadicAccumulator positives = new DyadicAccumulator(MOST_CELLS);
    DyadicAccumulator negatives = new DyadicAccumulator(MOST_CELLS);
    double sum = 0;
    double squares = 0;
    ResidualSums residuals = ResidualSums.NONE;
    for (int i = 0; i < people; i++) {
      double p = Math.max(0, Math.min(0.9999, random.nextDouble() + shift));
      boolean truth = random.nextDouble() < p;
      table[p >= 0.5 ? (truth ? 0 : 1) : truth ? 3 : 2]++;
      (truth ? positives : negatives).add(ValueScale.UNIT.coordinate(p));
      sum += p;
      squares += p * p;
      residuals = residuals.plus(truth, Math.round(p * BILLION), 1);
    }
    ScoreSums scores =
        new ScoreSums(
            people,
            Math.round(sum * BILLION),
            Math.round(squares * BILLION),
            positives.counts(),
            negatives.counts(),
            residuals);
    return new ComparedGroup(group(name, table[0], table[1], table[2], table[3]).counts(), scores);
  }

  /** The same people, each of whom makes so many requests that are alike in everything. */
  static ComparedGroup repeated(
      String name, int people, double shift, int times, SplittableRandom random) {
    ComparedGroup none = ComparedGroup.none("sex", name);
    return IntStream.range(0, people)
        .mapToObj(person -> repeated(calibrated(name, 1, shift, random), times, random.nextLong()))
        .reduce(none, ComparedGroup::merge);
  }

  private static ComparedGroup repeated(ComparedGroup one, int times, long person) {
    GroupCounts counts = one.counts();
    ComparedGroup sum = ComparedGroup.none("sex", one.group());
    for (int i = 0; i < times; i++) {
      sum = sum.merge(one);
    }
    long[] table = new long[SubjectBuckets.BUCKETS * Field.NUMBER];
    int bucket = SubjectBuckets.bucket(person);
    table[Field.REQUESTS.in(bucket)] = times;
    table[Field.FAVOURABLE.in(bucket)] = times * counts.favourable();
    table[Field.TRUE_POSITIVES.in(bucket)] = times * counts.truePositives();
    table[Field.FALSE_POSITIVES.in(bucket)] = times * counts.falsePositives();
    table[Field.TRUE_NEGATIVES.in(bucket)] = times * counts.trueNegatives();
    table[Field.FALSE_NEGATIVES.in(bucket)] = times * counts.falseNegatives();
    table[Field.CORRECT.in(bucket)] = times * counts.correct();
    return new ComparedGroup(sum.counts(), sum.scores(), SubjectBuckets.of(table));
  }

  /** Of one attribute, {@code sex}, sorted by name. */
  static Map<String, List<ComparedGroup>> sides(ComparedGroup... groups) {
    return new TreeMap<>(Map.of("sex", sorted(Arrays.asList(groups))));
  }

  static List<ComparedGroup> sorted(List<ComparedGroup> groups) {
    return groups.stream().sorted(Comparator.comparing(ComparedGroup::group)).toList();
  }
}
