package dev.plumbline.event.incident;

import dev.plumbline.event.MessageChecks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an incident comes from, and where to look.
 *
 * @param examples ids of a few requests that make its gap, as of the page that opened it
 * @param runbook the policy's link; null without one
 */
public record IncidentOrigin(
    @Nullable String modelVersion,
    String policyVersion,
    List<String> examples,
    @Nullable String runbook) {
  public IncidentOrigin {
    MessageChecks.notBlank(policyVersion, "policyVersion");
    examples = MessageChecks.list(examples);
  }
}
