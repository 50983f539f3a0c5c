package dev.plumbline.model;

import java.util.Arrays;
import java.util.List;

/**
 * Token ids of several texts, padded to one width. Widths are multiples of eight: few different
 * shapes keep the allocator from fragmenting (twice the memory after some thousand batches
 * otherwise).
 *
 * @param ids rows x width, row by row
 * @param mask 1 for a token, 0 for padding
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TokenBatch(int rows, int width, long[] ids, long[] mask) {

  private static final int BUCKET = 8;

  /** Narrower ones are summed in another order: a text in them gets other last digits. */
  private static final int LEAST_WIDTH = 16;

  /** Fewer rows are multiplied by other kernels, with other last digits. */
  private static final int LEAST_ROWS = 4;

  /**
   * @param limit width that must not be passed, multiple of eight or not
   */
  static TokenBatch pad(List<long[]> tokens, long padToken, int limit) {
    return pad(tokens, padToken, limit, 0);
  }

  /**
   * @param least width that is kept however short the rows are
   */
  static TokenBatch pad(List<long[]> tokens, long padToken, int limit, int least) {
    int longest = Math.max(least, tokens.stream().mapToInt(row -> row.length).max().orElse(0));
    int wide = Math.max(LEAST_WIDTH, (longest + BUCKET - 1) / BUCKET * BUCKET);
    int width = Math.min(wide, Math.max(limit, longest));
    long[] ids = new long[tokens.size() * width];
    long[] mask = new long[ids.length];
    Arrays.fill(ids, padToken);
    for (int row = 0; row < tokens.size(); row++) {
      long[] text = tokens.get(row);
      System.arraycopy(text, 0, ids, row * width, text.length);
      Arrays.fill(mask, row * width, row * width + text.length, 1);
    }
    return new TokenBatch(tokens.size(), width, ids, mask);
  }

  /**
   * This batch with rows repeated until no row's logits depend on how many there are, so that a
   * text that is scored alone gets the same bits as in a full batch. Rows beyond {@link #rows} of
   * this batch mean nothing.
   */
  public TokenBatch steady() {
    if (rows >= LEAST_ROWS || rows == 0) {
      return this;
    }
    long[] moreIds = new long[LEAST_ROWS * width];
    long[] moreMask = new long[LEAST_ROWS * width];
    for (int row = 0; row < LEAST_ROWS; row++) {
      System.arraycopy(ids, row % rows * width, moreIds, row * width, width);
      System.arraycopy(mask, row % rows * width, moreMask, row * width, width);
    }
    return new TokenBatch(LEAST_ROWS, width, moreIds, moreMask);
  }
}
