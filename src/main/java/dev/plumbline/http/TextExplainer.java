package dev.plumbline.http;

import org.jspecify.annotations.Nullable;

/** Says which words of one text a model's prediction rests on. */
public interface TextExplainer {

  /**
   * @param text redacted, not blank
   * @return what is answered as JSON; null when no model of texts is known by this name here
   * @throws RuntimeException when the model cannot be loaded, or fails
   */
  @Nullable Object explain(String model, String text);
}
