package dev.plumbline.model;

import java.util.Arrays;

/**
 * What a module gave for a batch: one row of logits per text, or per token of every text.
 *
 * @param shape texts x labels, or texts x tokens x labels
 * @param values row by row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Logits(long[] shape, float[] values) {

  private static final int PER_TOKEN = 3;

  /** How many labels there is a logit for. */
  public int labels() {
    return (int) shape[shape.length - 1];
  }

  /** There is a row for every token, padding included, and not for the text alone. */
  public boolean perToken() {
    return shape.length == PER_TOKEN;
  }

  /**
   * @param index of the text; of the token among all texts' tokens when {@link #perToken}
   */
  public float[] row(int index) {
    return Arrays.copyOfRange(values, index * labels(), (index + 1) * labels());
  }
}
