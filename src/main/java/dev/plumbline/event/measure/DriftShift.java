package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;

/**
 * A bin or category that moved.
 *
 * @param bin a category, or a range of numbers in words
 * @param share of the window's records, in [0, 1]
 * @param referenceShare of the reference's records, in [0, 1]
 * @param contribution its share of the statistic; those of all bins add up to 1
 */
public record DriftShift(String bin, double share, double referenceShare, double contribution) {
  public DriftShift {
    MessageChecks.notNull(bin, "bin");
  }
}
