package dev.plumbline.stage.measure.drift;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.counts.Histogram;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Whose distribution a rule is about.
 *
 * @param attribute {@code *} for everyone
 * @param group {@code *} for everyone, and for the shares of an attribute's groups
 */
record DriftPopulation(SignalRule rule, String attribute, String group) {

  /**
   * Everyone, then the groups, then the next rule.
   *
   * @param groups the window's
   */
  static List<DriftPopulation> of(Policy policy, Collection<GroupCounts> groups) {
    List<DriftPopulation> subjects = new ArrayList<>();
    for (SignalRule rule : policy.drift().signals()) {
      if (rule.signal().kind() == DriftSignal.Kind.GROUP_SHARE) {
        policy.groups().attributes().keySet().stream()
            .sorted()
            .forEach(
                attribute -> subjects.add(new DriftPopulation(rule, attribute, GroupCounts.ALL)));
        continue;
      }
      if (rule.by().all()) {
        subjects.add(new DriftPopulation(rule, GroupCounts.ALL, GroupCounts.ALL));
      }
      if (rule.by().groups()) {
        groups.stream()
            .filter(group -> !group.attribute().equals(GroupCounts.ALL))
            .filter(group -> isAboutPeople(policy, group.attribute()))
            .forEach(
                group -> subjects.add(new DriftPopulation(rule, group.attribute(), group.group())));
      }
    }
    return subjects;
  }

  /** Versions of the model are no groups, unless the policy lists them as such. */
  private static boolean isAboutPeople(Policy policy, String attribute) {
    return !attribute.equals(GroupPolicy.VERSION)
        || policy.groups().attributes().containsKey(attribute);
  }

  Histogram in(SignalHistograms side) {
    Histogram all = side.histogram(rule.signal(), attribute, group);
    return rule.statistic().ordered() ? all.onlyNumbers() : all;
  }

  /** In a sentence. */
  String words() {
    DriftSignal watched = rule.signal();
    String signal =
        switch (watched.kind()) {
          case GROUP_SHARE -> "the groups of " + attribute;
          case FEATURE -> "the feature " + watched.feature();
          case MISSING -> "missing values of the feature " + watched.feature();
          case RANGE -> "values of the feature %s by its range".formatted(watched.feature());
          case NEW -> "known and new values of the feature " + watched.feature();
          case TYPE -> "types of the feature " + watched.feature();
          default -> "the " + watched.name().replace('_', ' ');
        };
    if (watched.kind() == DriftSignal.Kind.GROUP_SHARE) {
      return signal;
    }
    return attribute.equals(GroupCounts.ALL)
        ? signal
        : "%s of %s=%s".formatted(signal, attribute, GroupNames.words(group));
  }
}
