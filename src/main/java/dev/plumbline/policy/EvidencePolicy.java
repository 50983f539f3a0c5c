package dev.plumbline.policy;

import java.time.Duration;

/**
 * What counts as one piece of evidence, on which pages rest.
 *
 * @param unit what counts once
 * @param per period in which a person counts once, aligned to the epoch in event time
 * @param collapseCopies whether of identical requests in one pane, where nobody says whose they
 *     are, one counts
 * @param minimumPeople different people on each side, below which evidence of people does not page
 */
public record EvidencePolicy(Unit unit, Duration per, boolean collapseCopies, int minimumPeople) {

  /** What counts once. */
  public enum Unit {
    /** A person in a period; a request that names no subject is a unit of its own. */
    SUBJECT,
    /** A request, whoever makes it. */
    REQUEST
  }

  public static final EvidencePolicy DEFAULT =
      new EvidencePolicy(Unit.SUBJECT, Duration.ofDays(1), true, 20);
}
