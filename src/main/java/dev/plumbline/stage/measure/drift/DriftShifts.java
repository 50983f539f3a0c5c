package dev.plumbline.stage.measure.drift;

import dev.plumbline.event.measure.DriftShift;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.statistics.distance.ChiSquare;
import dev.plumbline.statistics.distance.JensenShannon;
import dev.plumbline.statistics.distance.KolmogorovSmirnov;
import dev.plumbline.statistics.distance.PairedBin;
import dev.plumbline.statistics.distance.PopulationStability;
import dev.plumbline.statistics.distance.WassersteinDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which bins a statistic comes from. */
final class DriftShifts {

  /** As many as a reader takes in. */
  private static final int MOST = 5;

  /** As many as a sentence bears. */
  private static final int MOST_IN_WORDS = 2;

  private static final double PERCENT = 100;

  private DriftShifts() {}

  /** At most five, the largest contributions first. */
  static List<DriftShift> of(Statistic statistic, AlignedHistograms bins) {
    double[] parts = parts(statistic, bins);
    double total = Arrays.stream(parts).sum();
    List<DriftShift> shifts = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] > 0) {
        shifts.add(shift(bins, i, parts[i] / total));
      }
    }
    shifts.sort(
        Comparator.comparingDouble((DriftShift shift) -> -shift.contribution())
            .thenComparing(DriftShift::bin));
    return List.copyOf(shifts.subList(0, Math.min(MOST, shifts.size())));
  }

  private static DriftShift shift(AlignedHistograms bins, int place, double contribution) {
    double n = bins.coarse().stream().mapToLong(PairedBin::now).sum();
    double m = bins.coarse().stream().mapToLong(PairedBin::reference).sum();
    PairedBin bin = bins.coarse().get(place);
    return new DriftShift(
        bins.names().get(place), bin.now() / n, bin.reference() / m, contribution);
  }

  /** What each coarse bin adds; statistics of an order are told by the cells in them. */
  private static double[] parts(Statistic statistic, AlignedHistograms bins) {
    return switch (statistic) {
      case PSI -> PopulationStability.contributions(bins.coarse());
      case JENSEN_SHANNON -> JensenShannon.contributions(bins.coarse());
      case CHI_SQUARE -> ChiSquare.contributions(bins.coarse());
      case KOLMOGOROV_SMIRNOV -> joined(bins, KolmogorovSmirnov.contributions(bins.fine()));
      case WASSERSTEIN -> joined(bins, WassersteinDistance.contributions(bins.fine()));
    };
  }

  private static double[] joined(AlignedHistograms bins, double[] fine) {
    double[] parts = new double[bins.coarse().size()];
    for (int i = 0; i < fine.length; i++) {
      parts[bins.parts().get(i)] += fine[i];
    }
    return parts;
  }

  /** What moved most, as the end of a sentence. */
  static String words(DriftSignal signal, List<DriftShift> moved, boolean numbers) {
    StringBuilder words = new StringBuilder();
    for (DriftShift shift : moved.subList(0, Math.min(MOST_IN_WORDS, moved.size()))) {
      words
          .append(words.isEmpty() ? "; " : ", ")
          .append(numbers ? "values " + shift.bin() : kind(signal) + shift.bin())
          .append(" went from ")
          .append(percent(shift.referenceShare(), shift.share()))
          .append(" to ")
          .append(percent(shift.share(), shift.referenceShare()));
    }
    return words.toString();
  }

  private static String kind(DriftSignal signal) {
    return switch (signal.kind()) {
      case LABEL -> "label ";
      case GROUP_SHARE -> "group ";
      default -> "";
    };
  }

  /** Whole per cent, unless that would hide what changed. */
  private static String percent(double share, double other) {
    boolean close = Math.abs(share - other) < 0.02 || Math.min(share, other) < 0.01;
    return String.format(Locale.ROOT, close ? "%.1f %%" : "%.0f %%", share * PERCENT);
  }
}
