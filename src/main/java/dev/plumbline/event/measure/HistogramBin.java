package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;
import org.jspecify.annotations.Nullable;

/**
 * One bin of a {@link SignalHistogram}.
 *
 * @param bin a category, or a range of numbers in words
 * @param n records of the window
 * @param nReference records of the reference; null without one
 */
public record HistogramBin(String bin, long n, @Nullable Long nReference) {
  public HistogramBin {
    MessageChecks.notNull(bin, "bin");
    MessageChecks.notNegative(n, "n");
  }
}
