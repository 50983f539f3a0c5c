package dev.plumbline.event.pane;

import dev.plumbline.event.MessageChecks;
import java.util.List;

/**
 * Ids of a few of one group's requests in a pane, for people to look at: redacted, and the same
 * ones whatever the order of arrival.
 *
 * @param adverse predicted not favourable in the pane
 * @param falseNegatives predicted not favourable; a label in the pane said otherwise
 * @param falsePositives predicted favourable; a label in the pane said otherwise
 */
public record GroupExemplars(
    String attribute,
    String group,
    List<String> adverse,
    List<String> falseNegatives,
    List<String> falsePositives) {
  public GroupExemplars {
    MessageChecks.notBlank(attribute, "attribute");
    MessageChecks.notBlank(group, "group");
    adverse = MessageChecks.list(adverse);
    falseNegatives = MessageChecks.list(falseNegatives);
    falsePositives = MessageChecks.list(falsePositives);
  }
}
