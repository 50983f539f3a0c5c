package dev.plumbline.stage.measure.counts;

import java.util.Comparator;

/** What a labelled request was, and what it was predicted to be. */
public record LabelPair(String truth, String predicted) implements Comparable<LabelPair> {

  private static final Comparator<LabelPair> ORDER =
      Comparator.comparing(LabelPair::truth).thenComparing(LabelPair::predicted);

  @Override
  public int compareTo(LabelPair other) {
    return ORDER.compare(this, other);
  }
}
