package dev.plumbline.statistics;

import java.util.Locale;

/**
 * How often an interval holds, of all samples of one size from one truth.
 *
 * @param where the sizes and the truth
 * @param shown share of the samples in which there is an interval
 * @param missed share of the samples in which there is one and it does not hold the truth
 */
record CoverageCell(String where, double shown, double missed) {

  /** Of all samples: one without an interval says nothing wrong. */
  double ofAll() {
    return 1 - missed;
  }

  double ofShown() {
    return 1 - missed / shown;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s: %.4f of all, %.4f of the %.4f shown", where, ofAll(), ofShown(), shown);
  }
}
