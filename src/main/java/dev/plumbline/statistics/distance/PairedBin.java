package dev.plumbline.statistics.distance;

import java.util.List;

/**
 * One bin of two samples.
 *
 * @param value what the bin stands for; any increasing numbers where there is no order
 * @param now of the sample that is compared
 * @param reference of the sample that it is compared with
 */
public record PairedBin(double value, long now, long reference) {
  public PairedBin {
    if (now < 0 || reference < 0) {
      throw new IllegalArgumentException("a count is negative");
    }
  }

  public PairedBin plus(PairedBin other) {
    return new PairedBin(value, now + other.now, reference + other.reference);
  }

  /**
   * @throws IllegalArgumentException when there is nobody to compare
   */
  static long now(List<PairedBin> bins) {
    return positive(bins.stream().mapToLong(PairedBin::now).sum());
  }

  /**
   * @throws IllegalArgumentException when there is nobody to compare with
   */
  static long reference(List<PairedBin> bins) {
    return positive(bins.stream().mapToLong(PairedBin::reference).sum());
  }

  private static long positive(long total) {
    if (total == 0) {
      throw new IllegalArgumentException("a sample is empty");
    }
    return total;
  }
}
