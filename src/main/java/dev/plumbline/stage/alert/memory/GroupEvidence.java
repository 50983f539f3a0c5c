package dev.plumbline.stage.alert.memory;

import dev.plumbline.stage.alert.evidence.GroupName;

/**
 * What one group's rules add to the evidence of the whole policy.
 *
 * @param weighted sum over the rules without an open page, of M times its share
 */
public record GroupEvidence(String attribute, String group, double weighted) {

  public GroupEvidence(GroupName name, double weighted) {
    this(name.attribute(), name.group(), weighted);
  }

  public GroupName name() {
    return new GroupName(attribute, group);
  }
}
