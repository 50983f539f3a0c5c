package dev.plumbline.fairness;

/**
 * One side of a finding.
 *
 * @param group empty when there is none: nobody to compare with, or no two groups that could be
 * @param requests that its figure is about
 * @param worth how many independent ones they are worth; as many when no subject is known
 * @param unknown how many of them have no known subject
 */
record FindingSide(String group, long requests, double worth, long unknown) {

  static final FindingSide NONE = new FindingSide("", 0, 0, 0);

  boolean isNone() {
    return group.isEmpty();
  }

  /** Whether any of them has a known subject. */
  boolean clustered() {
    return unknown < requests;
  }
}
