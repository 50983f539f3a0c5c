package dev.plumbline.stage.measure.unit;

import dev.plumbline.stage.measure.record.StoredPrediction;

/** What is known of a candidate for a unit of evidence, as bits. */
public final class UnitFacts {

  // Durable: stores hold these bits.
  /** It is a label; else a decision. */
  static final int LABEL = 1;

  /** The decision favours the person. */
  static final int FAVOURABLE = 2;

  /** The label does. */
  static final int TRULY_FAVOURABLE = 4;

  /** The label is the one that was predicted. */
  static final int CORRECT = 8;

  /** No candidate any more: the next one, an earlier label of the same request, takes its place. */
  public static final int WITHDRAWN = 16;

  static final int BITS = 5;
  static final int MASK = (1 << BITS) - 1;

  private UnitFacts() {}

  public static int decision(boolean favourable) {
    return favourable ? FAVOURABLE : 0;
  }

  public static int label(StoredPrediction kept, String truth, boolean trulyFavourable) {
    return LABEL
        | (kept.favourable() ? FAVOURABLE : 0)
        | (trulyFavourable ? TRULY_FAVOURABLE : 0)
        | (truth.equals(kept.label()) ? CORRECT : 0);
  }

  static boolean has(int facts, int bit) {
    return (facts & bit) != 0;
  }
}
