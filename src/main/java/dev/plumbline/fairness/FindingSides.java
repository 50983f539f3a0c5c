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

  /**
   * As sentences count them: {@code 200 and 180}, or {@code 200} of a figure of the group's own.
   */
  String requests() {
    String mine = Long.toString(group.requests());
    return reference.isNone() ? mine : mine + " and " + reference.requests();
  }
}
