package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;
import java.util.List;

/**
 * How a signal of everyone's records was distributed in a window: bounded, for readers.
 *
 * @param signal {@code score}, {@code label}, {@code feature:NAME} and the like
 * @param bins at most 20; numbers in the reference's deciles, lowest first, then the most frequent
 *     categories
 */
public record SignalHistogram(String signal, List<HistogramBin> bins) {
  public SignalHistogram {
    MessageChecks.notBlank(signal, "signal");
    bins = MessageChecks.list(bins);
  }
}
