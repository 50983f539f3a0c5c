package dev.plumbline.cli.canary;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Many rows of bytes, found in one pass: a window of the first bytes of each is looked up, and only
 * where it is known are the rows compared.
 */
final class Needles {

  /** Shorter than the shortest text, "Ana Ito". */
  static final int WINDOW = 7;

  private static final long MASK = (1L << 8 * WINDOW) - 1;
  private static final int BITS = 20;

  /** A row of digits alone is one only when no digit stands beside it. */
  private record Needle(byte[] bytes, String text, boolean digits) {}

  private final Map<Long, List<Needle>> byStart = new HashMap<>();
  private final BitSet known = new BitSet(1 << BITS);

  void add(byte[] bytes, String text) {
    long start = 0;
    boolean digits = true;
    for (int i = 0; i < bytes.length; i++) {
      start = i < WINDOW ? start << 8 | (bytes[i] & 0xff) : start;
      digits &= isDigit(bytes[i]);
    }
    byStart.computeIfAbsent(start, s -> new ArrayList<>()).add(new Needle(bytes, text, digits));
    known.set(bit(start));
  }

  void search(byte[] in, Set<String> found) {
    long window = 0;
    for (int i = 0; i < in.length; i++) {
      window = (window << 8 | (in[i] & 0xff)) & MASK;
      if (i >= WINDOW - 1 && known.get(bit(window))) {
        for (Needle needle : byStart.getOrDefault(window, List.of())) {
          if (isAt(needle, in, i - WINDOW + 1)) {
            found.add(needle.text);
          }
        }
      }
    }
  }

  private static boolean isAt(Needle needle, byte[] in, int from) {
    int end = from + needle.bytes.length;
    if (end > in.length) {
      return false;
    }
    for (int i = 0; i < needle.bytes.length; i++) {
      if (in[from + i] != needle.bytes[i]) {
        return false;
      }
    }
    // The decimals of a number, and its digits before them, are no identifier.
    boolean alone =
        (from == 0 || !isDigit(in[from - 1]) && in[from - 1] != '.')
            && (end == in.length || !isDigit(in[end]));
    return !needle.digits || alone;
  }

  private static boolean isDigit(byte value) {
    return value >= '0' && value <= '9';
  }

  private static int bit(long window) {
    return (int) ((window * 0x9E3779B97F4A7C15L) >>> (64 - BITS));
  }
}
