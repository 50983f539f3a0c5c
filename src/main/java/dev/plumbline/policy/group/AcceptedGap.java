package dev.plumbline.policy.group;

import java.time.Instant;

/**
 * A gap that is known and stands for a while: until then one group is judged by it instead of the
 * rule's tolerance.
 *
 * @param gap what is tolerated, read as the rule's tolerance is
 * @param until event time from which on the rule's own tolerance holds again; what ends then is
 *     still judged by the gap
 * @param why in a person's words
 */
public record AcceptedGap(String attribute, String group, double gap, Instant until, String why) {

  public boolean isAbout(String ofAttribute, String ofGroup, Instant at) {
    return attribute.equals(ofAttribute) && group.equals(ofGroup) && !at.isAfter(until);
  }
}
