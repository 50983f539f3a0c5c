package dev.plumbline.stage.alert.chain;

/**
 * Chains over one group's counts of one day, one a {@link CountKind}. Those of sums of scores are
 * empty before the day's first pane that has any.
 *
 * @param day the number of the model's day that it is of
 */
public record GroupChain(
    long day, String decisions, String labels, String residuals, String scores) {

  public static final GroupChain START = new GroupChain(0, "", "", "", "");

  public GroupChain {
    residuals = residuals == null ? "" : residuals; // written before there were any
    scores = scores == null ? "" : scores; // and so is this
  }

  /**
   * @param previous the head with which the day before closed
   */
  static GroupChain begun(long day, String previous) {
    return new GroupChain(day, previous, previous, "", "");
  }

  /** The chain over the counts of the kind. */
  public String chain(CountKind kind) {
    return switch (kind) {
      case DECISIONS -> decisions;
      case LABELS -> labels;
      case RESIDUALS -> residuals;
      case SCORES -> scores;
    };
  }

  /** What a day's head has of it. */
  String line() {
    return decisions
        + " "
        + labels
        + (residuals.isEmpty() ? "" : " residuals=" + residuals)
        + (scores.isEmpty() ? "" : " scores=" + scores);
  }
}
