package dev.plumbline.config;

import dev.plumbline.policy.Benefits;
import java.time.Duration;

/** The {@code benefits} section: what a decision would have cost without the model. */
final class BenefitsReader {

  private BenefitsReader() {}

  static Benefits read(Section benefits) {
    try (benefits) {
      return new Benefits(
          benefits.duration("manual", Duration.ZERO, Duration.ZERO), benefits.text("latency", ""));
    }
  }
}
