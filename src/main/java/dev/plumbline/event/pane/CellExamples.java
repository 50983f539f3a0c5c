package dev.plumbline.event.pane;

import dev.plumbline.event.MessageChecks;
import java.util.List;

/**
 * Ids of a few requests of those who share the groups of all searched attributes, for people to
 * look at: redacted, and the same ones whatever the order of arrival.
 *
 * @param groups one an attribute, in the attributes' order; empty where a request has none
 * @param adverse predicted not favourable in the pane
 * @param falseNegatives predicted not favourable; a label in the pane said otherwise
 * @param falsePositives predicted favourable; a label in the pane said otherwise
 */
public record CellExamples(
    List<String> groups,
    List<String> adverse,
    List<String> falseNegatives,
    List<String> falsePositives) {

  public CellExamples {
    groups = MessageChecks.list(groups);
    adverse = MessageChecks.list(adverse);
    falseNegatives = MessageChecks.list(falseNegatives);
    falsePositives = MessageChecks.list(falsePositives);
  }
}
