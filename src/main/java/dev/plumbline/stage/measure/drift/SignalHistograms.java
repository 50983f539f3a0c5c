package dev.plumbline.stage.measure.drift;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.counts.HistogramBins;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.util.Map;
import java.util.TreeMap;

/** One side of the comparisons: a window, a first period, or a file. */
interface SignalHistograms {

  /**
   * @param group {@code *} for everyone, and for the shares of an attribute's groups
   * @return empty when nothing was seen
   */
  Histogram histogram(DriftSignal signal, String attribute, String group);

  static SignalHistograms of(MeasureCounts counts) {
    return (signal, attribute, group) ->
        signal.kind() == DriftSignal.Kind.GROUP_SHARE
            ? shares(counts, attribute)
            : counts.signal(signal.name(), attribute, group);
  }

  private static Histogram shares(MeasureCounts counts, String attribute) {
    Map<String, Long> shares = new TreeMap<>();
    for (GroupCounts group : counts.groupsOf(attribute)) {
      shares.merge(group.group(), group.requests(), Long::sum);
    }
    return Histogram.ofCategories(shares);
  }

  static SignalHistograms of(DriftBaseline baseline) {
    Map<String, Histogram> byKey = new TreeMap<>();
    baseline.signals().forEach((key, bins) -> byKey.put(key, HistogramBins.histogram(bins)));
    return (signal, attribute, group) ->
        byKey.getOrDefault(DriftBaseline.key(signal.name(), attribute, group), Histogram.EMPTY);
  }
}
