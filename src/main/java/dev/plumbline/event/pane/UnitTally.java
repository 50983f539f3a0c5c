package dev.plumbline.event.pane;

/**
 * What became of the decisions of a pane, or of its labels, when they were counted as evidence.
 *
 * @param people counted as a person's first in the period
 * @param requests counted as requests: nobody says whose they are, or the policy counts requests
 * @param repeated not counted: the person's first in the period counts
 * @param copies not counted: the same content counts already in this pane
 * @param beyondLimit not counted: there are more units in the period than are told apart
 */
public record UnitTally(long people, long requests, long repeated, long copies, long beyondLimit) {

  public static final UnitTally NONE = new UnitTally(0, 0, 0, 0, 0);

  /** Of both together. */
  public UnitTally merge(UnitTally other) {
    return new UnitTally(
        people + other.people,
        requests + other.requests,
        repeated + other.repeated,
        copies + other.copies,
        beyondLimit + other.beyondLimit);
  }
}
