package dev.plumbline.event.incident;

import dev.plumbline.event.MessageChecks;
import java.util.List;

/**
 * An incident in words. Every number in them is one of its fields, rounded.
 *
 * @param title one sentence: who is treated how, since when, how many were affected
 * @param lines further sentences: the evidence that decided, the newest window, what changed
 */
public record IncidentText(String title, List<String> lines) {
  public IncidentText {
    MessageChecks.notBlank(title, "title");
    lines = MessageChecks.list(lines);
  }
}
