package dev.plumbline.stage.alert.people;

import dev.plumbline.event.pane.UnitTally;

/**
 * What evidence counts.
 *
 * @param people whether people are counted, each once in a period
 * @param requests whether requests are, of which nobody says whose they are
 */
public record CountedUnits(boolean people, boolean requests) {

  /** Nothing yet. */
  public static final CountedUnits NONE = new CountedUnits(false, false);

  public static final CountedUnits REQUESTS = new CountedUnits(false, true);

  public static CountedUnits of(UnitTally tally) {
    return new CountedUnits(tally.people() > 0, tally.requests() > 0);
  }

  public CountedUnits and(CountedUnits other) {
    return new CountedUnits(people || other.people, requests || other.requests);
  }

  /** Such as "people". */
  public String words() {
    if (!people) {
      return "requests";
    }
    return requests ? "people or requests without a subject" : "people";
  }
}
