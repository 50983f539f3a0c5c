package dev.plumbline.stage.redact.request;

import dev.plumbline.stage.redact.text.RedactedText;
import dev.plumbline.stage.redact.text.TextRedactor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells labels from personal data: they become metric labels, so none may be a text that names
 * somebody. What the policy declares is a label whatever it looks like. Safe for many threads.
 */
public final class PlainLabels {

  private final TextRedactor redactor;
  private final Set<String> declared;

  /** Labels without personal data. */
  private final BoundedCache<Boolean> clean = new BoundedCache<>();

  /**
   * @param declared labels that the policy names
   */
  PlainLabels(TextRedactor redactor, Set<String> declared) {
    this.redactor = redactor;
    this.declared = Set.copyOf(declared);
  }

  /** The label as it is told; null when it looks like personal data. */
  public @Nullable String plain(String label) {
    if (declared.contains(label) || clean.get(label) != null) {
      return label;
    }
    RedactedText redacted = redactor.redact(label);
    if (redacted.changed()) {
      return null;
    }
    if (redacted.text().equals(label)) {
      clean.put(label, true);
    }
    return redacted.text();
  }
}
