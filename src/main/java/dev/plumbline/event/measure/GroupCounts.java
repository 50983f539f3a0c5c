package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;

/**
 * How one group fared, in requests. A commutative monoid under {@link #merge} with {@link #none} as
 * identity.
 *
 * @param attribute protected attribute, or an intersection written {@code sex*race}
 * @param group its value, for an intersection {@code female*Black}
 * @param requests predictions
 * @param favourable predictions with a favourable label
 * @param labelled predictions whose true label is known, the sum of the next four
 * @param truePositives predicted favourable, and truly so
 * @param falsePositives predicted favourable, truly not
 * @param trueNegatives predicted not favourable, truly not
 * @param falseNegatives predicted not favourable, though truly so
 * @param correct labelled predictions whose label is exactly the true one; of two labels that are
 *     both favourable one may be wrong
 */
public record GroupCounts(
    String attribute,
    String group,
    long requests,
    long favourable,
    long labelled,
    long truePositives,
    long falsePositives,
    long trueNegatives,
    long falseNegatives,
    long correct) {

  /** The attribute that every request has; its only group is everyone. */
  public static final String ALL = "*";

  public GroupCounts {
    MessageChecks.notBlank(attribute, "attribute");
    MessageChecks.notBlank(group, "group");
  }

  /** Of two labels: a decision that is right is the exact label. */
  public GroupCounts(
      String attribute,
      String group,
      long requests,
      long favourable,
      long labelled,
      long truePositives,
      long falsePositives,
      long trueNegatives,
      long falseNegatives) {
    this(
        attribute,
        group,
        requests,
        favourable,
        labelled,
        truePositives,
        falsePositives,
        trueNegatives,
        falseNegatives,
        truePositives + trueNegatives);
  }

  public static GroupCounts none(String attribute, String group) {
    return new GroupCounts(attribute, group, 0, 0, 0, 0, 0, 0, 0);
  }

  /** Adds another's counts, keeping this one's names. */
  public GroupCounts merge(GroupCounts other) {
    return new GroupCounts(
        attribute,
        group,
        requests + other.requests,
        favourable + other.favourable,
        labelled + other.labelled,
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        trueNegatives + other.trueNegatives,
        falseNegatives + other.falseNegatives,
        correct + other.correct);
  }

  /** Takes another's counts away: everyone in this but not in that. */
  public GroupCounts minus(GroupCounts other) {
    return new GroupCounts(
        attribute,
        group,
        requests - other.requests,
        favourable - other.favourable,
        labelled - other.labelled,
        truePositives - other.truePositives,
        falsePositives - other.falsePositives,
        trueNegatives - other.trueNegatives,
        falseNegatives - other.falseNegatives,
        correct - other.correct);
  }

  public long positives() {
    return truePositives + falseNegatives;
  }

  public long negatives() {
    return falsePositives + trueNegatives;
  }
}
