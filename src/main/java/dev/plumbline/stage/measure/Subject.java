package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.policy.Drift.SignalRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Whose distribution a rule is about.
 *
 * @param attribute {@code *} for everyone
 * @param group {@code *} for everyone, and for the shares of an attribute's groups
 */
record Subject(SignalRule rule, String attribute, String group) {

  /**
   * Everyone, then the groups, then the next rule.
   *
   * @param groups the window's
   */
  static List<Subject> of(Policy policy, Collection<GroupCounts> groups) {
    List<Subject> subjects = new ArrayList<>();
    for (SignalRule rule : policy.drift().signals()) {
      if (rule.signal().kind() == Signal.Kind.GROUP_SHARE) {
        policy.groups().attributes().keySet().stream()
            .sorted()
            .forEach(attribute -> subjects.add(new Subject(rule, attribute, GroupCounts.ALL)));
        continue;
      }
      if (rule.by().all()) {
        subjects.add(new Subject(rule, GroupCounts.ALL, GroupCounts.ALL));
      }
      if (rule.by().groups()) {
        groups.stream()
            .filter(group -> !group.attribute().equals(GroupCounts.ALL))
            .forEach(group -> subjects.add(new Subject(rule, group.attribute(), group.group())));
      }
    }
    return subjects;
  }

  Distribution in(Distributions side) {
    Distribution all = side.of(rule.signal(), attribute, group);
    return rule.statistic().ordered() ? all.numbers() : all;
  }

  /** In a sentence. */
  String words() {
    if (rule.signal().kind() == Signal.Kind.GROUP_SHARE) {
      return "the groups of " + attribute;
    }
    String signal =
        rule.signal().kind() == Signal.Kind.FEATURE
            ? "the feature " + rule.signal().feature()
            : "the " + rule.signal().name().replace('_', ' ');
    return attribute.equals(GroupCounts.ALL)
        ? signal
        : "%s of %s=%s".formatted(signal, attribute, group);
  }
}
