package dev.plumbline.stage.measure.record;

import dev.plumbline.stage.measure.counts.Histogram;

/** Where a record lies in the distribution of a signal; see {@link Histogram} for bins. */
public record SignalBin(String signal, String bin) {

  /** As the generated one; that costs several times more, and every record asks. */
  @Override
  public int hashCode() {
    return 31 * signal.hashCode() + bin.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignalBin it && signal.equals(it.signal) && bin.equals(it.bin);
  }
}
