package dev.plumbline.event.pane;

import dev.plumbline.event.MessageChecks;

/**
 * One figure x of one group's requests in a pane: the favourable probability, or the label less it.
 * A commutative monoid under {@link #merge}.
 *
 * @param n requests that have one
 * @param sum of x, billionths
 * @param squares sum of x squared, billionths
 */
public record GroupScoreSums(String attribute, String group, long n, long sum, long squares) {

  public static final double BILLION = 1e9;

  public GroupScoreSums {
    MessageChecks.notBlank(attribute, "attribute");
    MessageChecks.notBlank(group, "group");
  }

  /** Adds another's, keeping this one's names. */
  public GroupScoreSums merge(GroupScoreSums other) {
    return new GroupScoreSums(
        attribute, group, n + other.n, sum + other.sum, squares + other.squares);
  }
}
