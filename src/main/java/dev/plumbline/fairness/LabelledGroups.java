package dev.plumbline.fairness;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.ResidualSums;
import dev.plumbline.fairness.metric.ScoreSums;
import dev.plumbline.policy.Decision;
import dev.plumbline.statistics.dyadic.DyadicAccumulator;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labelled requests that are known one by one, for the metrics to compare by group. Windows join
 * scores to few cells, because they cannot keep every score; here every value has a cell of its
 * own, so that areas under the curve are exact. Not thread-safe.
 */
public final class LabelledGroups {

  private static final long BILLION = 1_000_000_000L;

  private record Request(Decision decision, boolean truth, boolean right) {}

  private final Map<String, Map<String, List<Request>>> requests = new TreeMap<>();

  /**
   * @param groups attribute to group, intersections included
   * @param truth whether the true label is favourable
   * @param right whether the predicted label is exactly the true one
   */
  public void add(Map<String, String> groups, Decision decision, boolean truth, boolean right) {
    groups.forEach(
        (attribute, group) ->
            requests
                .computeIfAbsent(attribute, name -> new TreeMap<>())
                .computeIfAbsent(group, name -> new ArrayList<>())
                .add(new Request(decision, truth, right)));
  }

  /** The groups of every attribute, both sorted by name. */
  public Map<String, List<ComparedGroup>> compared() {
    Map<String, List<ComparedGroup>> compared = new TreeMap<>();
    requests.forEach(
        (attribute, of) -> {
          List<ComparedGroup> groups = new ArrayList<>();
          of.forEach((group, all) -> groups.add(compared(attribute, group, all)));
          compared.put(attribute, groups);
        });
    return compared;
  }

  private static ComparedGroup compared(String attribute, String group, List<Request> requests) {
    return new ComparedGroup(counts(attribute, group, requests), scores(requests));
  }

  private static GroupCounts counts(String attribute, String group, List<Request> requests) {
    long[] table = new long[4];
    for (Request request : requests) {
      table[(request.decision().favourable() ? 2 : 0) + (request.truth() ? 1 : 0)]++;
    }
    long all = requests.size();
    return new GroupCounts(
        attribute,
        group,
        all,
        table[2] + table[3],
        all,
        table[3],
        table[2],
        table[0],
        table[1],
        requests.stream().filter(Request::right).count());
  }

  private static ScoreSums scores(List<Request> requests) {
    DyadicAccumulator positives = new DyadicAccumulator(requests.size() + 1);
    DyadicAccumulator negatives = new DyadicAccumulator(requests.size() + 1);
    long sum = 0;
    long squares = 0;
    ResidualSums residuals = ResidualSums.NONE;
    for (Request request : requests) {
      double probability = request.decision().probability();
      long billionths = Math.round(probability * BILLION);
      (request.truth() ? positives : negatives).add(ValueScale.UNIT.coordinate(probability));
      sum += billionths;
      squares += billionths * billionths / BILLION;
      residuals = residuals.plus(request.truth(), billionths, 1);
    }
    return new ScoreSums(
        requests.size(), sum, squares, positives.counts(), negatives.counts(), residuals);
  }
}
