package dev.plumbline.event;

import java.util.List;

/**
 * Ids of a few of one group's requests in a pane, for people to look at: redacted, and the same
 * ones whatever the order of arrival.
 *
 * @param adverse predicted not favourable in the pane
 * @param falseNegatives predicted not favourable; a label in the pane said otherwise
 * @param falsePositives predicted favourable; a label in the pane said otherwise
 */
public record GroupExamples(
    String attribute,
    String group,
    List<String> adverse,
    List<String> falseNegatives,
    List<String> falsePositives) {
  public GroupExamples {
    Checks.notBlank(attribute, "attribute");
    Checks.notBlank(group, "group");
    adverse = Checks.list(adverse);
    falseNegatives = Checks.list(falseNegatives);
    falsePositives = Checks.list(falsePositives);
  }
}
