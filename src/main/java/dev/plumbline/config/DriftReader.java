package dev.plumbline.config;

import dev.plumbline.policy.Drift;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The {@code drift} section: reference and signals. */
final class DriftReader {

  private DriftReader() {}

  static Drift read(Section drift) {
    try (drift;
        Section reference = drift.section("reference")) {
      List<Drift.SignalRule> rules = new ArrayList<>();
      for (Section section : drift.sections("signals")) {
        try (section) {
          rules.add(
              new Drift.SignalRule(
                  section.choice("signal", Drift.Signal.class, Drift.Signal.SCORE),
                  section.choice("statistic", Drift.Statistic.class, Drift.Statistic.PSI),
                  section.number("tolerance", 0.2, 0, 100)));
        }
      }
      return new Drift(
          reference.duration("first", Duration.ofHours(1), Duration.ofSeconds(1)), rules);
    }
  }
}
