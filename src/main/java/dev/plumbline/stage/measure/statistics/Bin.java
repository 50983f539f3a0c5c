package dev.plumbline.stage.measure.statistics;

import java.util.List;

/**
 * One bin of two samples.
 *
 * @param value what the bin stands for; any increasing numbers where there is no order
 * @param now of the sample that is compared
 * @param reference of the sample that it is compared with
 */
public record Bin(double value, long now, long reference) {
  public Bin {
    if (now < 0 || reference < 0) {
      throw new IllegalArgumentException("a count is negative");
    }
  }

  Bin plus(Bin other) {
    return new Bin(value, now + other.now, reference + other.reference);
  }

  /**
   * @throws IllegalArgumentException when there is nobody to compare
   */
  static long now(List<Bin> bins) {
    return positive(bins.stream().mapToLong(Bin::now).sum());
  }

  /**
   * @throws IllegalArgumentException when there is nobody to compare with
   */
  static long reference(List<Bin> bins) {
    return positive(bins.stream().mapToLong(Bin::reference).sum());
  }

  private static long positive(long total) {
    if (total == 0) {
      throw new IllegalArgumentException("a sample is empty");
    }
    return total;
  }
}
