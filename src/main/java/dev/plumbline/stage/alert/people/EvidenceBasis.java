package dev.plumbline.stage.alert.people;

/**
 * What evidence is counted in, and whom it rests on since its onset.
 *
 * @param group the group's people
 * @param reference those of whom it is compared with
 */
public record EvidenceBasis(EvidencePeople group, EvidencePeople reference) {

  /** Evidence of requests alone has no people to be counted. */
  boolean countsPeople() {
    return group.people() || reference.people();
  }

  /** Whether a page may rest on it. */
  public boolean hasEnough(int minimumPeople) {
    return !countsPeople() || Math.min(group.number(), reference.number()) >= minimumPeople;
  }

  /** What the evidence counts. */
  public String units() {
    return new CountedUnits(countsPeople(), group.requests() || reference.requests()).words();
  }

  public String sentence() {
    return countsPeople()
        ? "It rests on %s different %s, compared with %s."
            .formatted(group.words(), units(), reference.words())
        : "It counts requests, repeated ones too.";
  }
}
