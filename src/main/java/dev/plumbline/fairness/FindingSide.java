package dev.plumbline.fairness;

/**
 * One side of a finding.
 *
 * @param group empty when there is none: nobody to compare with, or no two groups that could be
 * @param requests that its figure is about
 */
record FindingSide(String group, long requests) {

  static final FindingSide NONE = new FindingSide("", 0);

  boolean isNone() {
    return group.isEmpty();
  }
}
