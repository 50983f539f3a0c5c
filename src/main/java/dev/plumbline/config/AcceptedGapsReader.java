package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.Tolerance;
import dev.plumbline.policy.group.AcceptedGap;
import dev.plumbline.policy.group.GroupPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The list {@code accept} of a fairness rule: known gaps of single groups. */
final class AcceptedGapsReader {

  private static final double LEAST = 0.001;
  private static final double MOST = 1;

  private AcceptedGapsReader() {}

  /**
   * @param rule section of the rule
   * @param tolerance the rule's own
   */
  static List<AcceptedGap> read(
      ConfigSection rule, FairnessMetric metric, double tolerance, GroupPolicy groups) {
    List<AcceptedGap> accepted = new ArrayList<>();
    for (ConfigSection section : rule.sections("accept")) {
      try (section) {
        String name = section.requiredText("group");
        int end = name.indexOf('=');
        String attribute = end < 0 ? name : name.substring(0, end);
        String group = end < 0 ? "" : name.substring(end + 1);
        checkGroup(section, attribute, group, groups);
        Instant until = section.requiredTime("until");
        accepted.add(
            new AcceptedGap(
                attribute,
                group,
                gap(section, metric.tolerance(), tolerance),
                until == null ? Instant.EPOCH : until,
                section.requiredText("why")));
      }
    }
    return accepted;
  }

  private static void checkGroup(
      ConfigSection section, String attribute, String group, GroupPolicy groups) {
    Set<String> values = groups.attributes().getOrDefault(attribute, Set.of());
    if (!section.has("group")) {
      return; // told already
    }
    if (group.isEmpty()) {
      section.problem("group", "'group' must be written attribute=group, such as sex=female");
    } else if (!groups.compared().contains(attribute)) {
      section
          .problems()
          .unknown(section.valueNode("group"), "attribute", attribute, groups.compared());
    } else if (!values.isEmpty() && !values.contains(group) && !group.equals(GroupPolicy.OTHER)) {
      section.problems().unknown(section.valueNode("group"), "group", group, values);
    }
  }

  private static double gap(ConfigSection section, Tolerance meaning, double tolerance) {
    if (!section.has("gap")) {
      section.problem("gap", "'gap' is missing in accept: what is tolerated of the group");
    }
    double gap = section.number("gap", tolerance, LEAST, MOST, meaning.words());
    boolean wider = meaning.smallIsWorse() ? gap < tolerance : gap > tolerance;
    if (section.has("gap") && !wider) {
      section.problem("gap", "'gap' must tolerate more than the rule's tolerance does");
    }
    return gap;
  }
}
