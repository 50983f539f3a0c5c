package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.AlertPolicy;
import java.time.Duration;

/** The {@code alerts} section: false pages, clearing, sinks. */
final class AlertsReader {

  private AlertsReader() {}

  static AlertPolicy read(ConfigSection alerts) {
    try (alerts;
        ConfigSection falsePages = alerts.section("falsePages")) {
      return new AlertPolicy(
          falsePages.number("atMost", 1, 0.001, 1000),
          falsePages.duration("per", Duration.ofDays(90), Duration.ofSeconds(1)),
          (int) alerts.whole("clearAfter", 3, 1, 10_000),
          alerts.words("sinks"));
    }
  }
}
