package dev.plumbline.fairness;

import dev.plumbline.event.measure.FairnessMeasure;

/**
 * Who is compared with whom.
 *
 * @param reference none when the group is compared with nobody
 */
record FindingSides(
    String attribute,
    FairnessMeasure.Comparison comparison,
    FindingSide group,
    FindingSide reference) {

  /** What is said where requests name no subject: the design effect is anybody's guess. */
  static final String REPEATS =
      "taken as independent: without subjects the effect of repeats is unknown";

  /**
   * As sentences count them: {@code 200 and 180 requests}, or {@code 200 requests} of a figure of
   * the group's own; and how far it is known that they are not one subject's.
   */
  String requests() {
    String requests = both(group.requests(), reference.requests()) + " requests";
    if (!group.clustered() && !reference.clustered()) {
      return requests + " " + REPEATS;
    }
    String worth =
        "%s worth %s independent ones"
            .formatted(requests, both(Math.round(group.worth()), Math.round(reference.worth())));
    long unknown = group.unknown() + reference.unknown();
    return unknown == 0 ? worth : worth + ", " + unknown + " of unknown subjects";
  }

  private String both(long mine, long theirs) {
    return reference.isNone() ? Long.toString(mine) : mine + " and " + theirs;
  }
}
