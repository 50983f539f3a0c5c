package dev.plumbline.stage.alert.people;

/**
 * On how many different people, at least, the evidence of a group rests of which no samples of
 * people are kept: everyone counts once in a period, so those of one period are all different.
 *
 * @param period start of the period that is counted, epoch milliseconds
 * @param decisions counted in it
 * @param labels counted in it
 * @param mostDecisions counted in one period
 * @param mostLabels counted in one period
 */
public record UnitsSeen(
    long period, long decisions, long labels, long mostDecisions, long mostLabels) {

  public static final UnitsSeen NONE = new UnitsSeen(0, 0, 0, 0, 0);

  /**
   * After one pane.
   *
   * @param start of the pane, epoch milliseconds
   * @param length of a period, milliseconds; the largest number where there are none
   */
  public UnitsSeen after(long start, long length, long moreDecisions, long moreLabels) {
    long now = Math.floorDiv(start, length) * length;
    long decided = Math.max(0, moreDecisions) + (now == period ? decisions : 0);
    long labelled = Math.max(0, moreLabels) + (now == period ? labels : 0);
    return new UnitsSeen(
        now, decided, labelled, Math.max(mostDecisions, decided), Math.max(mostLabels, labelled));
  }

  /** Those of one period in which there were most. */
  public long most(boolean ofLabels) {
    return ofLabels ? mostLabels : mostDecisions;
  }
}
