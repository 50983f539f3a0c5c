package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.alert.AlertPolicy;
import dev.plumbline.policy.alert.ClearingRule;
import dev.plumbline.policy.group.GroupPolicy;
import java.time.Duration;

/** The {@code alerts} section: false pages, clearing, sinks. */
final class AlertsReader {

  private static final ClearingRule DEFAULT = ClearingRule.DEFAULT;
  private static final int MOST_WINDOWS = 10_000;

  private AlertsReader() {}

  static AlertPolicy read(ConfigSection alerts, GroupPolicy groups) {
    try (alerts;
        ConfigSection falsePages = alerts.section("falsePages")) {
      return new AlertPolicy(
          falsePages.number("atMost", 1, 0.001, 1000),
          falsePages.duration("per", Duration.ofDays(90), Duration.ofSeconds(1)),
          clearing(alerts),
          alerts.words("sinks"),
          IncidentsReader.read(alerts, groups));
    }
  }

  /** A number is that of windows; a mapping says more. */
  private static ClearingRule clearing(ConfigSection alerts) {
    Duration reopenWithin = alerts.duration("reopenWithin", DEFAULT.reopenWithin(), Duration.ZERO);
    if (!alerts.isMapping("clearAfter")) {
      int windows = (int) alerts.whole("clearAfter", DEFAULT.windows(), 1, MOST_WINDOWS);
      return new ClearingRule(windows, null, DEFAULT.atLeast(), reopenWithin);
    }
    try (ConfigSection clear = alerts.section("clearAfter")) {
      return new ClearingRule(
          (int) clear.whole("windows", DEFAULT.windows(), 1, MOST_WINDOWS),
          clear.has("evidence") ? (Double) clear.number("evidence", 1, 10, 1e12) : null,
          clear.duration("atLeast", DEFAULT.atLeast(), Duration.ZERO),
          reopenWithin);
    }
  }
}
