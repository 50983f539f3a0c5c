package dev.plumbline.stage.redact;

import dev.plumbline.stage.redact.detect.Detection;
import java.util.List;

/**
 * @param text without the personal data
 * @param spans where it was, in UTF-16 indices of the original
 */
public record Redacted(String text, List<Detection> spans) {
  public Redacted {
    spans = List.copyOf(spans);
  }

  public boolean changed() {
    return !spans.isEmpty();
  }
}
