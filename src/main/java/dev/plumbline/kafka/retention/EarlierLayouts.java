package dev.plumbline.kafka.retention;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What stores hold that were written before there was one index, read until its horizon has passed.
 * The retrain stage wrote an entry an id; its keys sort before all others. The measure stage wrote
 * blocks, each id as a number of bytes, itself, and 1 for a waiting outcome or 0 for a prediction;
 * numbers had seven bits a byte, the low ones first, and the sign in the lowest bit.
 */
final class EarlierLayouts {

  /** Later than any entry, and early enough that its key sorts before the keys of all blocks. */
  private static final long LAST = 99_999_999_999_999_999L;

  private EarlierLayouts() {}

  /** Sorts behind the retrain stage's entries of a model that are older than the time. */
  static String entryKey(String model, long time) {
    long within = Math.max(0, Math.min(LAST, time));
    return model + "|" + String.format(Locale.ROOT, "%019d", within);
  }

  /** The one id of an entry, a training candidate's or a waiting label's. */
  static List<RetainedId> entry(byte[] value) {
    return List.of(new RetainedId(new String(value, StandardCharsets.UTF_8), RetainedId.ANYWHERE));
  }

  static List<RetainedId> block(byte[] value) {
    ByteBuffer from = ByteBuffer.wrap(value);
    List<RetainedId> ids = new ArrayList<>();
    while (from.hasRemaining()) {
      byte[] utf8 = new byte[number(from)];
      from.get(utf8);
      ids.add(new RetainedId(new String(utf8, StandardCharsets.UTF_8), number(from)));
    }
    return ids;
  }

  private static int number(ByteBuffer from) {
    int folded = 0;
    int shift = 0;
    byte next;
    do {
      next = from.get();
      folded |= (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return folded >>> 1;
  }
}
