package dev.plumbline.stage.alert;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.event.Rule;
import java.util.Comparator;

/** A group of people; {@code *} of {@code *} is everyone. */
record GroupName(String attribute, String group) {

  static final Comparator<GroupName> IN_ORDER =
      Comparator.comparing(GroupName::attribute).thenComparing(GroupName::group);

  static GroupName of(Rule rule) {
    return new GroupName(rule.attribute(), rule.group());
  }

  static GroupName of(GroupCounts counts) {
    return new GroupName(counts.attribute(), counts.group());
  }

  Rule rule(String metric) {
    return new Rule(metric, attribute, group);
  }
}
