package dev.plumbline.stage.measure.drift;

import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.stage.measure.counts.CategoryCounts;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.record.SignalReader;
import dev.plumbline.statistics.distance.PairedBin;
import dev.plumbline.statistics.distance.ReferenceDeciles;
import dev.plumbline.statistics.dyadic.AlignedCells;
import dev.plumbline.statistics.dyadic.DyadicCounts;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Two distributions of one signal over the same bins: numbers in their order, then categories.
 *
 * @param fine every cell of numbers that either side has, on the coarser of their levels, and every
 *     category
 * @param coarse the bins that divergences and the chi-square test are about: the reference's
 *     deciles of numbers, the categories as they are
 * @param names of the coarse bins
 * @param parts the place in {@code coarse} of each of {@code fine}
 */
record AlignedHistograms(
    List<PairedBin> fine, List<PairedBin> coarse, List<String> names, List<Integer> parts) {
  AlignedHistograms {
    fine = List.copyOf(fine);
    coarse = List.copyOf(coarse);
    names = List.copyOf(names);
    parts = List.copyOf(parts);
  }

  static AlignedHistograms of(DriftSignal signal, Histogram now, Histogram reference) {
    AlignedHistograms.Builder bins = new AlignedHistograms.Builder();
    bins.numbers(SignalReader.scale(signal), now.numbers(), reference.numbers());
    CategoryCounts mine = now.categories().knownTo(reference.categories());
    CategoryCounts base = reference.categories().knownTo(now.categories());
    bins.names(mine, base);
    bins.buckets(mine.buckets(), base.buckets());
    return new AlignedHistograms(bins.fine, bins.coarse, bins.names, bins.parts);
  }

  private static final class Builder {
    private final List<PairedBin> fine = new ArrayList<>();
    private final List<PairedBin> coarse = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Integer> parts = new ArrayList<>();

    void numbers(ValueScale scale, DyadicCounts now, DyadicCounts reference) {
      AlignedCells cells = AlignedCells.of(now, reference);
      for (int i = 0; i < cells.size(); i++) {
        fine.add(new PairedBin(cells.middle(i, scale), cells.first(i), cells.second(i)));
      }
      // Without numbers in the reference there are no deciles: all numbers are new.
      int[] deciles = reference.total() > 0 ? ReferenceDeciles.parts(fine) : new int[cells.size()];
      for (int from = 0, to; from < deciles.length; from = to) {
        to = from + 1;
        PairedBin sum = fine.get(from);
        while (to < deciles.length && deciles[to] == deciles[from]) {
          sum = sum.plus(fine.get(to++));
        }
        join(to - from, sum, ShortNumbers.range(cells, from, to - 1, scale));
      }
    }

    void names(CategoryCounts now, CategoryCounts reference) {
      TreeSet<String> all = new TreeSet<>(now.named().keySet());
      all.addAll(reference.named().keySet());
      for (String name : all) {
        category(
            name, now.named().getOrDefault(name, 0L), reference.named().getOrDefault(name, 0L));
      }
    }

    void buckets(DyadicCounts now, DyadicCounts reference) {
      AlignedCells cells = AlignedCells.of(now, reference);
      for (int i = 0; i < cells.size(); i++) {
        String name = "*bucket-" + Long.toHexString(cells.cell(i));
        category(name, cells.first(i), cells.second(i));
      }
    }

    private void category(String name, long now, long reference) {
      PairedBin bin = new PairedBin(coarse.size(), now, reference);
      fine.add(bin);
      join(1, bin, name);
    }

    private void join(int many, PairedBin sum, String name) {
      for (int i = 0; i < many; i++) {
        parts.add(coarse.size());
      }
      coarse.add(sum);
      names.add(name);
    }
  }
}
