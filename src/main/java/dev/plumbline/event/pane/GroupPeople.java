package dev.plumbline.event.pane;

import dev.plumbline.event.MessageChecks;

/**
 * Which people one group's units are of, as samples that can be merged: the smallest 32-bit hashes
 * of their pseudonyms, at most 64 of them, ascending, big-endian and in Base64.
 *
 * @param decisions units that are decisions about people
 * @param decided people whose decisions count in the pane
 * @param labels units that are labels of people's decisions
 * @param labelled people whose labels count in the pane
 */
public record GroupPeople(
    String attribute, String group, long decisions, String decided, long labels, String labelled) {
  public GroupPeople {
    MessageChecks.notBlank(attribute, "attribute");
    MessageChecks.notBlank(group, "group");
    decided = decided == null ? "" : decided;
    labelled = labelled == null ? "" : labelled;
  }
}
