package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.Baseline;
import dev.plumbline.policy.Signal;
import java.util.Map;
import java.util.TreeMap;

/** One side of the comparisons: a window, a first period, or a file. */
interface Distributions {

  /**
   * @param group {@code *} for everyone, and for the shares of an attribute's groups
   * @return empty when nothing was seen
   */
  Distribution of(Signal signal, String attribute, String group);

  static Distributions of(Counts counts) {
    return (signal, attribute, group) ->
        signal.kind() == Signal.Kind.GROUP_SHARE
            ? shares(counts, attribute)
            : counts.signal(signal.name(), attribute, group);
  }

  private static Distribution shares(Counts counts, String attribute) {
    Map<String, Long> shares = new TreeMap<>();
    for (GroupCounts group : counts.of(attribute)) {
      shares.merge(Distribution.category(group.group()), group.requests(), Long::sum);
    }
    return new Distribution(shares);
  }

  static Distributions of(Baseline baseline) {
    Map<String, Distribution> byKey = new TreeMap<>();
    baseline.signals().forEach((key, bins) -> byKey.put(key, new Distribution(bins)));
    return (signal, attribute, group) ->
        byKey.getOrDefault(Baseline.key(signal.name(), attribute, group), Distribution.EMPTY);
  }
}
