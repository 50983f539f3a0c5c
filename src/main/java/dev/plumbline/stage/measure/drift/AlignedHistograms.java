package dev.plumbline.stage.measure.drift;

import dev.plumbline.policy.DriftSignal;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.counts.NumericBins;
import dev.plumbline.stage.measure.record.SignalReader;
import dev.plumbline.statistics.distance.PairedBin;
import dev.plumbline.statistics.distance.ReferenceDeciles;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two distributions of one signal over the same bins: numbers in their order, then categories.
 *
 * @param fine every bin that either side has
 * @param coarse the bins that divergences and the chi-square test are about: the reference's
 *     deciles of unbounded numbers, the rest as it is
 */
record AlignedHistograms(List<PairedBin> fine, List<PairedBin> coarse) {
  AlignedHistograms {
    fine = List.copyOf(fine);
    coarse = List.copyOf(coarse);
  }

  static AlignedHistograms of(DriftSignal signal, Histogram now, Histogram reference) {
    Histogram mine = now.knownTo(reference);
    Histogram base = reference.knownTo(now);
    NumericBins scale = SignalReader.bins(signal);
    List<PairedBin> numbers = numbers(scale, mine, base);
    List<PairedBin> categories = categories(mine, base);
    List<PairedBin> fine = new ArrayList<>(numbers);
    fine.addAll(categories);
    List<PairedBin> coarse = new ArrayList<>(joined(scale, numbers));
    coarse.addAll(categories);
    return new AlignedHistograms(fine, coarse);
  }

  private static List<PairedBin> numbers(NumericBins scale, Histogram now, Histogram reference) {
    TreeMap<Integer, PairedBin> bins = new TreeMap<>();
    for (String bin : union(now, reference)) {
      if (Histogram.isNumber(bin)) {
        int place = Histogram.place(bin);
        bins.put(place, bin(scale.value(place), bin, now, reference));
      }
    }
    return List.copyOf(bins.values());
  }

  private static List<PairedBin> categories(Histogram now, Histogram reference) {
    List<PairedBin> bins = new ArrayList<>();
    for (String bin : union(now, reference)) {
      if (!Histogram.isNumber(bin)) {
        bins.add(bin(bins.size(), bin, now, reference));
      }
    }
    return bins;
  }

  /** Without numbers in the reference there are no deciles: all numbers are new. */
  private static List<PairedBin> joined(NumericBins scale, List<PairedBin> numbers) {
    if (scale == NumericBins.UNIT || numbers.isEmpty()) {
      return numbers;
    }
    long reference = numbers.stream().mapToLong(PairedBin::reference).sum();
    return reference > 0
        ? ReferenceDeciles.of(numbers)
        : List.of(new PairedBin(0, numbers.stream().mapToLong(PairedBin::now).sum(), 0));
  }

  private static PairedBin bin(double value, String bin, Histogram now, Histogram reference) {
    return new PairedBin(
        value, now.bins().getOrDefault(bin, 0L), reference.bins().getOrDefault(bin, 0L));
  }

  private static TreeSet<String> union(Histogram now, Histogram reference) {
    TreeSet<String> bins = new TreeSet<>(now.bins().keySet());
    bins.addAll(reference.bins().keySet());
    return bins;
  }
}
