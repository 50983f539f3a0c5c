package dev.plumbline.stage.redact.text;

import dev.plumbline.stage.redact.detect.finder.Detection;
import java.util.List;

/**
 * @param text without the personal data
 * @param spans where it was, in UTF-16 indices of the original
 */
public record RedactedText(String text, List<Detection> spans) {
  public RedactedText {
    spans = List.copyOf(spans);
  }

  public boolean changed() {
    return !spans.isEmpty();
  }
}
