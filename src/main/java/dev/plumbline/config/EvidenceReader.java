package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.EvidencePolicy;
import dev.plumbline.policy.WindowPolicy;
import java.time.Duration;

/** The {@code evidence} section: what counts as one piece of evidence. */
final class EvidenceReader {

  private static final EvidencePolicy USUAL = EvidencePolicy.DEFAULT;

  /** Everyone who was seen in a period is remembered until it is over. */
  private static final Duration LONGEST = Duration.ofDays(31);

  private static final int MOST_PEOPLE = 10_000;

  private EvidenceReader() {}

  static EvidencePolicy read(ConfigSection evidence, WindowPolicy windows) {
    try (evidence) {
      Duration usual = longer(USUAL.per(), windows.advance());
      Duration per = evidence.duration("per", usual, Duration.ofSeconds(1));
      if (evidence.has("per") && per.compareTo(windows.advance()) < 0) {
        evidence.problem(
            "per",
            "evidence.per (%s) must be at least windows.advance (%s)"
                .formatted(per, windows.advance()));
      } else if (evidence.has("per") && per.compareTo(LONGEST) > 0) {
        evidence.problem("per", "evidence.per (%s) must be at most %s".formatted(per, LONGEST));
      }
      return new EvidencePolicy(
          evidence.choice("unit", EvidencePolicy.Unit.class, USUAL.unit()),
          per,
          evidence.flag("collapseCopies", USUAL.collapseCopies()),
          (int) evidence.whole("minimumPeople", USUAL.minimumPeople(), 1, MOST_PEOPLE));
    }
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
