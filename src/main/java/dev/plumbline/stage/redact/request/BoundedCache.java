package dev.plumbline.stage.redact.request;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about short texts that return in every record, such as names of features; not
 * without bound, because anyone can send new ones. Only texts without personal data belong here.
 * Safe for many threads.
 */
final class BoundedCache<V> {

  private static final int MOST = 1_024;
  private static final int LONGEST = 64;

  private final Map<String, V> known = new ConcurrentHashMap<>();

  /** Null when nothing is known of it. */
  @Nullable V get(String text) {
    return known.get(text);
  }

  void put(String text, V value) {
    if (text.length() <= LONGEST && known.size() < MOST) {
      known.put(text, value);
    }
  }
}
