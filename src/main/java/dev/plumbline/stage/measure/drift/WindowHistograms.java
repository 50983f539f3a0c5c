package dev.plumbline.stage.measure.drift;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.HistogramBin;
import dev.plumbline.event.measure.SignalHistogram;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The distributions of everyone's records as a window carries them: bounded, because nobody keeps
 * the cells once the window has been published.
 */
final class WindowHistograms {

  private static final int MOST = 20;

  private static final DriftSignal LABEL = DriftSignal.of(DriftSignal.Kind.LABEL);

  /** The bins that are not shown apart, together. */
  private static final String REST = "*rest";

  private WindowHistograms() {}

  /** The predicted labels, and every signal that the policy watches. */
  static List<SignalHistogram> of(
      Policy policy, MeasureCounts now, @Nullable SignalHistograms reference) {
    List<SignalHistogram> histograms = new ArrayList<>();
    for (DriftSignal signal : shown(policy)) {
      Histogram mine =
          signal.equals(LABEL)
              ? Histogram.ofCategories(now.labels())
              : everyone(SignalHistograms.of(now), signal);
      if (mine.total() > 0) {
        Histogram base = reference == null ? Histogram.EMPTY : everyone(reference, signal);
        histograms.add(new SignalHistogram(signal.name(), bins(signal, mine, base)));
      }
    }
    return histograms;
  }

  /** Shares of groups are in the window already. */
  private static Set<DriftSignal> shown(Policy policy) {
    Set<DriftSignal> shown = new LinkedHashSet<>();
    shown.add(LABEL);
    policy.drift().signals().forEach(rule -> shown.add(rule.signal()));
    shown.removeIf(signal -> signal.kind() == DriftSignal.Kind.GROUP_SHARE);
    return shown;
  }

  private static Histogram everyone(SignalHistograms side, DriftSignal signal) {
    return side.histogram(signal, GroupCounts.ALL, GroupCounts.ALL);
  }

  private static List<HistogramBin> bins(DriftSignal signal, Histogram now, Histogram base) {
    boolean compared = base.total() > 0;
    AlignedHistograms aligned = AlignedHistograms.of(signal, now, compared ? base : now);
    List<HistogramBin> bins = new ArrayList<>();
    for (int i = 0; i < aligned.coarse().size(); i++) {
      bins.add(
          new HistogramBin(
              aligned.names().get(i),
              aligned.coarse().get(i).now(),
              compared ? aligned.coarse().get(i).reference() : null));
    }
    return bounded(bins);
  }

  private static List<HistogramBin> bounded(List<HistogramBin> bins) {
    if (bins.size() <= MOST) {
      return bins;
    }
    List<HistogramBin> largest =
        bins.stream()
            .sorted(
                Comparator.comparingLong((HistogramBin bin) -> -bin.n() - reference(bin))
                    .thenComparing(HistogramBin::bin))
            .limit(MOST - 1)
            .toList();
    List<HistogramBin> bounded = new ArrayList<>(bins);
    bounded.retainAll(largest);
    List<HistogramBin> rest = new ArrayList<>(bins);
    rest.removeAll(largest);
    bounded.add(joined(rest));
    return bounded;
  }

  private static HistogramBin joined(List<HistogramBin> rest) {
    long n = rest.stream().mapToLong(HistogramBin::n).sum();
    long m = rest.stream().mapToLong(WindowHistograms::reference).sum();
    return new HistogramBin(REST, n, rest.get(0).nReference() == null ? null : m);
  }

  private static long reference(HistogramBin bin) {
    Long reference = bin.nReference();
    return reference == null ? 0 : reference;
  }
}
