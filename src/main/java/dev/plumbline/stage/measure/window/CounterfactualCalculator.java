package dev.plumbline.stage.measure.window;

import dev.plumbline.event.measure.CounterfactualMeasure;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.util.List;
import java.util.Locale;

/** How decisions answered to swapped group words in one window, by the policy's attributes. */
final class CounterfactualCalculator {

  private final Policy policy;

  CounterfactualCalculator(Policy policy) {
    this.policy = policy;
  }

  List<CounterfactualMeasure> measure(MeasureCounts counts) {
    return policy.ethics().counterfactual().words().keySet().stream()
        .sorted()
        .map(attribute -> measure(attribute, counts))
        .toList();
  }

  private CounterfactualMeasure measure(String attribute, MeasureCounts counts) {
    long tried = counts.fact(CounterNames.COUNTERFACTUALS + attribute);
    long flipped = counts.fact(CounterNames.FLIPS + attribute);
    long minimum = Math.max(1, policy.groups().minimumSize());
    if (tried < minimum) {
      String few =
          "%d texts were asked again with words of %s swapped, and %d are needed."
              .formatted(tried, attribute, minimum);
      return new CounterfactualMeasure(attribute, tried, flipped, null, null, few);
    }
    double rate = (double) flipped / tried;
    double change =
        (double) counts.fact(CounterNames.CHANGES + attribute) / GroupScores.BILLION / tried;
    return new CounterfactualMeasure(
        attribute, tried, flipped, rate, change, sentence(attribute, tried, flipped, rate, change));
  }

  private static String sentence(
      String attribute, long tried, long flipped, double rate, double change) {
    return String.format(
        Locale.ROOT,
        "With words of %s swapped, %d of %d decisions turned (%.1f %%), and the favourable probability moved by %.3f on average.",
        attribute,
        flipped,
        tried,
        100 * rate,
        change);
  }
}
