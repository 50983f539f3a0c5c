package dev.plumbline.stage.alert.chain;

/**
 * Chains over one group's counts of one day. They are two, so that a proof about decisions need not
 * show the counts of labels.
 *
 * @param day the number of the model's day that it is of
 * @param decisions chain over the counts that need no label
 * @param labels chain over all other counts
 */
public record GroupChain(long day, String decisions, String labels) {

  public static final GroupChain START = new GroupChain(0, "", "");

  /** The chain over the counts of the kind. */
  public String chain(boolean ofLabels) {
    return ofLabels ? labels : decisions;
  }
}
