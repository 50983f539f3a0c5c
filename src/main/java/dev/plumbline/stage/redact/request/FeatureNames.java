package dev.plumbline.stage.redact.request;

import org.jspecify.annotations.Nullable;

/** The names of features that pass, with the words in them. Safe for many threads. */
final class FeatureNames {

  private final BoundedCache<String> words = new BoundedCache<>();

  /** The words of a name; null when it holds personal data, which the message then counts. */
  @Nullable String words(String name, MessageRedaction message) {
    // A model may have found the name of a person in a value that reads the same as a feature's
    // name.
    String known = message.isTagged() ? null : words.get(name);
    if (known != null) {
      return known;
    }
    if (message.redact("features", name).changed()) {
      return null;
    }
    String found = RawFeature.words(name);
    words.put(name, found);
    return found;
  }
}
