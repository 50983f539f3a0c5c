package dev.plumbline.stage.alert.watch;

import dev.plumbline.stage.alert.evidence.GroupName;

/**
 * What one group's rules add to the evidence of the whole policy.
 *
 * @param weighted sum over the rules without an open page, of M times its share
 */
record GroupEvidence(String attribute, String group, double weighted) {

  GroupEvidence(GroupName name, double weighted) {
    this(name.attribute(), name.group(), weighted);
  }

  GroupName name() {
    return new GroupName(attribute, group);
  }
}
