package dev.plumbline.cli.replay;

/**
 * How often people would have been told; the rates are 0 where there is no traffic.
 *
 * @param incidents that the pages are parts of
 */
record AlertTotals(
    long incidents, long pages, long warnings, double pagesPerDay, double warningsPerDay) {

  /**
   * @param days of traffic
   */
  static AlertTotals over(double days, long incidents, long pages, long warnings) {
    return new AlertTotals(incidents, pages, warnings, perDay(pages, days), perDay(warnings, days));
  }

  private static double perDay(long count, double days) {
    return days == 0 ? 0 : count / days;
  }
}
