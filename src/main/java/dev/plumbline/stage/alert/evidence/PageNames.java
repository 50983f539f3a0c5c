package dev.plumbline.stage.alert.evidence;

/**
 * Which rules a page names, once the evidence of all rules adds up to the panes in which one false
 * page is allowed. The e-d-BH procedure of Dandapanthula and Ramdas ("Multiple testing in
 * multi-stream sequential change detection", 2025), with weights: the r largest, for the largest r
 * for which the r-th times r is at least the panes. Where that names nobody, the fewest of the
 * largest that reach the panes together.
 *
 * <p>Either way the named rules have the panes' worth of evidence among them, and no named rule of
 * r has less than 1 / r of it in the first way. {@code docs/alerts.md} says what follows for the
 * errors.
 *
 * @param count how many of the largest
 * @param each whether the procedure names them; otherwise only all of them together have enough
 */
public record PageNames(int count, boolean each) {

  /** The sum over groups may round up to the panes where this one rounds down. */
  private static final double ROUNDING = 1e-12;

  /**
   * @param descending weighted evidence of each rule, the largest first; adds up to the panes or
   *     more
   * @param panes in which one false page is allowed
   */
  public static PageNames of(double[] descending, double panes) {
    int named = 0;
    for (int r = 1; r <= descending.length; r++) {
      if (r * descending[r - 1] >= panes) {
        named = r;
      }
    }
    if (named > 0) {
      return new PageNames(named, true);
    }
    double sum = 0;
    while (named < descending.length && sum < panes * (1 - ROUNDING)) {
      sum += descending[named];
      named++;
    }
    return new PageNames(named, false);
  }
}
