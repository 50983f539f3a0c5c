package dev.plumbline.event.incident;

import dev.plumbline.event.MessageChecks;
import java.time.Instant;

/**
 * How many were affected: decisions of a kind that the people who are behind got beyond those that
 * they would have got at the rate of whom they are compared with. Intervals are of 95 %.
 *
 * @param behind who got them, such as {@code sex=female}, in words
 * @param compared whose rate they are compared with, in words
 * @param what the decisions, such as "unfavourable decisions"
 * @param unit what is counted, such as "people" or "requests with a label"
 * @param from start of the first pane that is counted
 * @param hours of the panes that are counted
 * @param n of those who are behind, of whom each could have got one
 * @param nCompared of those whom they are compared with
 * @param rate share of the n that got one
 * @param rateCompared share of the others that did
 * @param soFar the excess since the onset; low and high are its interval
 * @param perHour the same by hour
 */
public record ExcessDecisions(
    String behind,
    String compared,
    String what,
    String unit,
    Instant from,
    double hours,
    long n,
    long nCompared,
    double rate,
    double rateCompared,
    double soFar,
    double soFarLow,
    double soFarHigh,
    double perHour,
    double perHourLow,
    double perHourHigh) {
  public ExcessDecisions {
    MessageChecks.notBlank(behind, "behind");
    MessageChecks.notBlank(compared, "compared");
    MessageChecks.notBlank(what, "what");
    MessageChecks.notBlank(unit, "unit");
    MessageChecks.notNull(from, "from");
    MessageChecks.notNegative(n, "n");
    MessageChecks.notNegative(nCompared, "nCompared");
  }
}
