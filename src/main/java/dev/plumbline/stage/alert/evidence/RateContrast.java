package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.OutcomeRate;
import java.util.ArrayList;
import java.util.List;

/**
 * One one-sided hypothesis about the rates of a group and its reference: {@code sum of weight *
 * rate <= delta} is tolerated. Each direction of a gap is a contrast of its own.
 *
 * @param name unique among a rule's contrasts
 * @param tolerance of the rule: of a ratio it is in the weights, and delta is 0
 */
public record RateContrast(String name, List<Term> terms, double delta, double tolerance)
    implements GapContrast {

  /** The speed that forgets fastest. */
  private static final int LAST_PANES = 0;

  /**
   * @param ofGroup the group's rate, else its reference's
   */
  public record Term(OutcomeRate rate, boolean ofGroup, double weight) {}

  /** Of a difference. */
  public RateContrast(String name, List<Term> terms, double delta) {
    this(name, terms, delta, delta);
  }

  public RateContrast {
    terms = List.copyOf(terms);
  }

  /**
   * Differences tolerate a gap either way; a ratio of tolerance t tolerates low / high >= t either
   * way. Where a gap in any of several rates counts, each has its contrasts; average odds are one
   * contrast of four rates. None for metrics that are no contrast of rates.
   */
  public static List<RateContrast> of(FairnessRule rule) {
    if (rule.conditional()) {
      return List.of();
    }
    return switch (rule.metric()) {
      case DEMOGRAPHIC_PARITY_DIFFERENCE,
          DISPARATE_IMPACT_RATIO,
          EQUAL_OPPORTUNITY_DIFFERENCE,
          EQUALIZED_ODDS_DIFFERENCE,
          EQUALIZED_ODDS_RATIO,
          FALSE_POSITIVE_RATE_DIFFERENCE,
          FALSE_NEGATIVE_RATE_DIFFERENCE,
          PREDICTIVE_PARITY_DIFFERENCE,
          ACCURACY_DIFFERENCE,
          DECISION_ACCURACY_DIFFERENCE ->
          eachRate(rule.metric(), rule.tolerance());
      case AVERAGE_ODDS_DIFFERENCE ->
          List.of(
              averageOdds("average-low", 1, rule.tolerance()),
              averageOdds("average-high", -1, rule.tolerance()));
      case CALIBRATION_DIFFERENCE,
          CALIBRATION_IN_THE_LARGE_DIFFERENCE,
          MEAN_SCORE_DIFFERENCE,
          THEIL_INDEX,
          SUBGROUP_AUC,
          BPSN_AUC,
          BNSP_AUC,
          REPRESENTATION ->
          List.of();
    };
  }

  private static List<RateContrast> eachRate(FairnessMetric metric, double tolerance) {
    List<RateContrast> contrasts = new ArrayList<>();
    double high = metric.ratio() ? tolerance : 1;
    double delta = metric.ratio() ? 0 : tolerance;
    for (OutcomeRate rate : metric.rates()) {
      contrasts.add(
          new RateContrast(
              rate + "-low",
              List.of(new Term(rate, true, -1), new Term(rate, false, high)),
              delta,
              tolerance));
      contrasts.add(
          new RateContrast(
              rate + "-high",
              List.of(new Term(rate, true, high), new Term(rate, false, -1)),
              delta,
              tolerance));
    }
    return contrasts;
  }

  private static RateContrast averageOdds(String name, int sign, double delta) {
    return new RateContrast(
        name,
        List.of(
            new Term(OutcomeRate.TRUE_POSITIVE, true, -0.5 * sign),
            new Term(OutcomeRate.TRUE_POSITIVE, false, 0.5 * sign),
            new Term(OutcomeRate.FALSE_POSITIVE, true, -0.5 * sign),
            new Term(OutcomeRate.FALSE_POSITIVE, false, 0.5 * sign)),
        delta);
  }

  @Override
  public boolean ofLabels() {
    return terms.get(0).rate() != OutcomeRate.SELECTION;
  }

  @Override
  public RateContrast reversed() {
    return new RateContrast(
        name + "-inside",
        terms.stream().map(term -> new Term(term.rate(), term.ofGroup(), -term.weight())).toList(),
        -delta,
        tolerance);
  }

  /** The rate of every term, in their order. */
  public List<OutcomeRate> rates() {
    return terms.stream().map(Term::rate).toList();
  }

  /**
   * Whether the last panes' gap is at least half of what is tolerated: a search, which watches many
   * groups, bets on no others. The panes to come do not decide it, so no evidence is lost to it but
   * that of the first pane of a gap.
   *
   * @param past of earlier panes only, one a term
   */
  public boolean isNear(DecayedRates[] past) {
    double[] rates = new double[past.length];
    double[] equal = new double[past.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = past[i].rate(LAST_PANES, terms.get(i).ofGroup());
      equal[i] = past[i].rate(LAST_PANES, false);
    }
    return beyond(rates) > beyond(equal) / 2;
  }

  /** How far beyond the tolerance rates are, one a term; not positive inside it. */
  double beyond(double[] rates) {
    double sum = -delta;
    for (int i = 0; i < rates.length; i++) {
      sum += terms.get(i).weight() * rates[i];
    }
    return sum;
  }

  /**
   * Moves the group's rates so that the contrast is {@code margin} beyond the tolerance; rates stay
   * within {@link EValue#inside}.
   */
  double[] shifted(double[] rates, double margin) {
    double weights = 0;
    for (Term term : terms) {
      weights += term.ofGroup() ? Math.abs(term.weight()) : 0;
    }
    double move = (margin - beyond(rates)) / weights;
    double[] shifted = rates.clone();
    for (int i = 0; i < shifted.length; i++) {
      if (terms.get(i).ofGroup()) {
        shifted[i] = EValue.inside(rates[i] + move * Math.signum(terms.get(i).weight()));
      }
    }
    return shifted;
  }
}
