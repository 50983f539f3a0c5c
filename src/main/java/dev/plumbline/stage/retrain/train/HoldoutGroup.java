package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.measure.GroupCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The held-back records of one group, or of several together. */
final class HoldoutGroup {

  /** One record's favourable probability and true outcome. */
  private record Person(double probability, boolean favourable) {}

  private static final int BINS = 10;

  private GroupCounts counts;
  private final List<Person> people = new ArrayList<>();

  HoldoutGroup(String attribute, String group) {
    this.counts = GroupCounts.none(attribute, group);
  }

  void add(boolean favoured, boolean truth, double probability) {
    people.add(new Person(probability, truth));
    GroupCounts one =
        new GroupCounts(
            counts.attribute(),
            counts.group(),
            1,
            favoured ? 1 : 0,
            1,
            favoured && truth ? 1 : 0,
            favoured && !truth ? 1 : 0,
            !favoured && !truth ? 1 : 0,
            !favoured && truth ? 1 : 0);
    counts = counts.merge(one);
  }

  void addAll(HoldoutGroup other) {
    people.addAll(other.people);
    counts = counts.merge(other.counts);
  }

  GroupCounts counts() {
    return counts;
  }

  /** NaN of nobody. */
  double meanScore() {
    return people.stream().mapToDouble(Person::probability).average().orElse(Double.NaN);
  }

  /** Expected calibration error (Naeini et al. 2015) in ten equal bins; 0 of nobody. */
  double calibrationError() {
    double[] surplus = new double[BINS];
    for (Person person : people) {
      int bin = (int) Math.min(BINS - 1, Math.floor(person.probability() * BINS));
      surplus[bin] += person.probability() - (person.favourable() ? 1 : 0);
    }
    return Arrays.stream(surplus).map(Math::abs).sum() / Math.max(1, people.size());
  }

  /**
   * Theil's index of the benefits prediction - truth + 1 (Speicher et al. 2018), mean of b/m ln
   * b/m; NaN when nobody benefits.
   */
  double theil() {
    double n = counts.labelled();
    double doubled = counts.falsePositives() / n;
    double right = (counts.truePositives() + counts.trueNegatives()) / n;
    double mean = 2 * doubled + right;
    return doubled * 2 / mean * Math.log(2 / mean) + right / mean * Math.log(1 / mean);
  }

  /**
   * Share of the pairs of a truly favourable person of this group and a truly unfavourable one of
   * another that the scores put in this order, ties half; NaN without pairs.
   */
  double areaOver(HoldoutGroup other) {
    double[] negatives =
        other.people.stream()
            .filter(person -> !person.favourable())
            .mapToDouble(Person::probability)
            .sorted()
            .toArray();
    return people.stream()
            .filter(Person::favourable)
            .mapToDouble(person -> below(negatives, person.probability()))
            .average()
            .orElse(Double.NaN)
        / negatives.length;
  }

  /** How many are below the value, those equal to it half. */
  private static double below(double[] sorted, double value) {
    return (first(sorted, value) + first(sorted, Math.nextUp(value))) / 2.0;
  }

  /** The first place whose value is not below. */
  private static int first(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
