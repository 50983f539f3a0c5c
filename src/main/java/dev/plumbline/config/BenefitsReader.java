package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.BenefitsPolicy;
import java.time.Duration;

/** The {@code benefits} section: what a decision would have cost without the model. */
final class BenefitsReader {

  private BenefitsReader() {}

  static BenefitsPolicy read(ConfigSection benefits) {
    try (benefits) {
      return new BenefitsPolicy(
          benefits.duration("manual", Duration.ZERO, Duration.ZERO), benefits.text("latency", ""));
    }
  }
}
