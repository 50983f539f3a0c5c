package dev.plumbline.model;

import java.util.Arrays;
import java.util.List;

/**
 * Token ids of several texts, padded to one width. Few different widths keep the allocator from
 * fragmenting (twice the memory after some thousand batches otherwise), many save padding, and
 * padding is work: up to 64 tokens they are multiples of four, then of ever larger powers of two,
 * so that less than an eighth of a row is added, and models that take 512 tokens see 37 widths.
 *
 * @param ids rows x width, row by row
 * @param mask 1 for a token, 0 for padding
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TokenBatch(int rows, int width, long[] ids, long[] mask) {

  private static final int LEAST_STEP = 4;

  /** Of the largest power of two below the length. */
  private static final int STEPS = 8;

  /** Narrower ones are summed in another order: a text in them gets other last digits. */
  private static final int LEAST_WIDTH = 16;

  /** Fewer rows are multiplied by other kernels, with other last digits. */
  private static final int LEAST_ROWS = 4;

  /**
   * @param limit width that must not be passed, a width as above or not
   */
  static TokenBatch pad(List<long[]> tokens, long padToken, int limit) {
    return pad(tokens, padToken, limit, 0);
  }

  /**
   * @param least width that is kept however short the rows are
   */
  static TokenBatch pad(List<long[]> tokens, long padToken, int limit, int least) {
    int longest = Math.max(least, tokens.stream().mapToInt(row -> row.length).max().orElse(0));
    int step = Math.max(LEAST_STEP, Integer.highestOneBit(Math.max(1, longest - 1)) / STEPS);
    int wide = Math.max(LEAST_WIDTH, (longest + step - 1) / step * step);
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
    return rows >= LEAST_ROWS || rows == 0 ? this : repeated(LEAST_ROWS);
  }

  /**
   * The same up to a power of two: for a GPU, to which rows cost little and every new shape costs
   * kernels to choose and memory to keep.
   */
  public TokenBatch even() {
    int even = Math.max(LEAST_ROWS, Integer.highestOneBit(Math.max(1, rows - 1)) * 2);
    return rows == even || rows == 0 ? this : repeated(even);
  }

  private TokenBatch repeated(int times) {
    long[] moreIds = new long[times * width];
    long[] moreMask = new long[times * width];
    for (int row = 0; row < times; row++) {
      System.arraycopy(ids, row % rows * width, moreIds, row * width, width);
      System.arraycopy(mask, row % rows * width, moreMask, row * width, width);
    }
    return new TokenBatch(times, width, moreIds, moreMask);
  }
}
