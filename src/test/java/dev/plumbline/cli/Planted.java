package dev.plumbline.cli;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks for many texts in many bytes in one pass: a window of the first bytes of each is looked up,
 * and only where it is found are the texts compared.
 */
final class Planted {

  /** Shorter than the shortest text, "Ana Ito". */
  private static final int WINDOW = 7;

  private static final long MASK = (1L << 8 * WINDOW) - 1;

  private final Collection<String> texts;
  private final Set<Long> starts = new HashSet<>();

  Planted(Collection<String> texts) {
    this.texts = texts;
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length < WINDOW) {
        throw new IllegalArgumentException("a text is shorter than the window");
      }
      long start = 0;
      for (int i = 0; i < WINDOW; i++) {
        start = start << 8 | (bytes[i] & 0xff);
      }
      starts.add(start);
    }
  }

  boolean in(byte[] bytes) {
    long window = 0;
    for (int i = 0; i < bytes.length; i++) {
      window = (window << 8 | (bytes[i] & 0xff)) & MASK;
      if (window != 0 && starts.contains(window) && at(bytes, i - WINDOW + 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean at(byte[] bytes, int from) {
    String rest =
        new String(bytes, from, Math.min(64, bytes.length - from), StandardCharsets.UTF_8);
    return texts.stream().anyMatch(rest::startsWith);
  }
}
