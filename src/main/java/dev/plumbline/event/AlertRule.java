package dev.plumbline.event;

/**
 * What an alert watches.
 *
 * @param metric a fairness metric, {@code drift}, {@code ethics}, {@code ethics:INDICATOR} or
 *     {@code bias}
 * @param attribute protected attribute or intersection; {@code *} for whole-model rules
 * @param group its value; {@code *} for whole-model rules
 */
public record AlertRule(String metric, String attribute, String group) {
  public AlertRule {
    MessageChecks.notBlank(metric, "metric");
    MessageChecks.notBlank(attribute, "attribute");
    MessageChecks.notBlank(group, "group");
  }

  @Override
  public String toString() {
    return metric + "/" + attribute + "/" + group;
  }
}
