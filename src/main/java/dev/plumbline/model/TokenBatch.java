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

  /**
   * @param limit width that must not be passed, multiple of eight or not
   */
  static TokenBatch pad(List<long[]> tokens, long padToken, int limit) {
    int longest = tokens.stream().mapToInt(row -> row.length).max().orElse(0);
    int width = Math.min((longest + BUCKET - 1) / BUCKET * BUCKET, Math.max(limit, longest));
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
}
