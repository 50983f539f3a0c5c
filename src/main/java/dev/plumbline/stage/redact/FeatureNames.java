package dev.plumbline.stage.redact;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of features that pass, with the words in them. The same few return in every record and
 * are looked at once; not without bound, because anyone can send new ones. Safe for many threads.
 */
final class FeatureNames {

  private static final int MOST_REMEMBERED = 1_024;
  private static final int LONGEST_REMEMBERED = 64;

  /** Only names without personal data. */
  private final Map<String, String> words = new ConcurrentHashMap<>();

  /** The words of a name; null when it holds personal data, which the message then counts. */
  @Nullable String words(String name, Message message) {
    String known = words.get(name);
    if (known != null) {
      return known;
    }
    if (message.redact("features", name).changed()) {
      return null;
    }
    String found = RawFeature.words(name);
    if (name.length() <= LONGEST_REMEMBERED && words.size() < MOST_REMEMBERED) {
      words.put(name, found);
    }
    return found;
  }
}
