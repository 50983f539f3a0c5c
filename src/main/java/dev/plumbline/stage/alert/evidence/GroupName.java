package dev.plumbline.stage.alert.evidence;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.GroupCounts;
import java.util.Comparator;

/** A group of people; {@code *} of {@code *} is everyone. */
public record GroupName(String attribute, String group) {

  public static final Comparator<GroupName> IN_ORDER =
      Comparator.comparing(GroupName::attribute).thenComparing(GroupName::group);

  public static GroupName of(AlertRule rule) {
    return new GroupName(rule.attribute(), rule.group());
  }

  public static GroupName of(GroupCounts counts) {
    return new GroupName(counts.attribute(), counts.group());
  }

  /**
   * @param text as {@link #text} writes it; no attribute has an equals sign
   */
  public static GroupName parse(String text) {
    int end = text.indexOf('=');
    return new GroupName(text.substring(0, end), text.substring(end + 1));
  }

  /** Such as {@code sex=female}. */
  public String text() {
    return attribute + "=" + group;
  }

  public AlertRule rule(String metric) {
    return new AlertRule(metric, attribute, group);
  }
}
