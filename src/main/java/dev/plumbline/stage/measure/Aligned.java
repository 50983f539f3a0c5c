package dev.plumbline.stage.measure;

import dev.plumbline.policy.Signal;
import dev.plumbline.stage.measure.statistics.Bin;
import dev.plumbline.stage.measure.statistics.ReferenceDeciles;
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
record Aligned(List<Bin> fine, List<Bin> coarse) {
  Aligned {
    fine = List.copyOf(fine);
    coarse = List.copyOf(coarse);
  }

  static Aligned of(Signal signal, Distribution now, Distribution reference) {
    Distribution mine = now.knownTo(reference);
    Distribution base = reference.knownTo(now);
    NumericBins scale = Signals.bins(signal);
    List<Bin> numbers = numbers(scale, mine, base);
    List<Bin> categories = categories(mine, base);
    List<Bin> fine = new ArrayList<>(numbers);
    fine.addAll(categories);
    List<Bin> coarse = new ArrayList<>(joined(scale, numbers));
    coarse.addAll(categories);
    return new Aligned(fine, coarse);
  }

  private static List<Bin> numbers(NumericBins scale, Distribution now, Distribution reference) {
    TreeMap<Integer, Bin> bins = new TreeMap<>();
    for (String bin : union(now, reference)) {
      if (Distribution.isNumber(bin)) {
        int place = Distribution.place(bin);
        bins.put(place, bin(scale.value(place), bin, now, reference));
      }
    }
    return List.copyOf(bins.values());
  }

  private static List<Bin> categories(Distribution now, Distribution reference) {
    List<Bin> bins = new ArrayList<>();
    for (String bin : union(now, reference)) {
      if (!Distribution.isNumber(bin)) {
        bins.add(bin(bins.size(), bin, now, reference));
      }
    }
    return bins;
  }

  /** Without numbers in the reference there are no deciles: all numbers are new. */
  private static List<Bin> joined(NumericBins scale, List<Bin> numbers) {
    if (scale == NumericBins.UNIT || numbers.isEmpty()) {
      return numbers;
    }
    long reference = numbers.stream().mapToLong(Bin::reference).sum();
    return reference > 0
        ? ReferenceDeciles.of(numbers)
        : List.of(new Bin(0, numbers.stream().mapToLong(Bin::now).sum(), 0));
  }

  private static Bin bin(double value, String bin, Distribution now, Distribution reference) {
    return new Bin(value, now.bins().getOrDefault(bin, 0L), reference.bins().getOrDefault(bin, 0L));
  }

  private static TreeSet<String> union(Distribution now, Distribution reference) {
    TreeSet<String> bins = new TreeSet<>(now.bins().keySet());
    bins.addAll(reference.bins().keySet());
    return bins;
  }
}
