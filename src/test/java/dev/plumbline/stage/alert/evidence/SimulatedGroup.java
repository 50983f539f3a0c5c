package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.FairnessRule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One group's detectors in every way of paging, and the naive rules beside them. A detector that
 * pages starts anew at once, which is sooner than the product lets it.
 */
final class SimulatedGroup {

  /** How a policy pages. */
  enum Way {
    OPEN_ALONE,
    DECLARED_ALONE,
    OPEN_SUM,
    DECLARED_SUM;

    boolean alone() {
      return this == OPEN_ALONE || this == DECLARED_ALONE;
    }
  }

  private final List<RateContrast> contrasts = new ArrayList<>();

  /** Ends of the rules' contrasts. */
  private final List<Integer> ends = new ArrayList<>();

  private final EDetector[][] detectors;
  private final List<NaiveRule> thresholds = new ArrayList<>();
  private final List<NaiveRule> zTests = new ArrayList<>();
  private final PageThresholds open;
  private final PageThresholds declared;
  private final SlidingWindow window = new SlidingWindow(5);
  private DecayedRates past = DecayedRates.NONE;
  private final long[] pages = new long[Way.values().length];

  /**
   * @param panes in which the whole policy may page falsely once
   */
  SimulatedGroup(List<FairnessRule> rules, int group, int groups, double panes) {
    for (FairnessRule rule : rules) {
      contrasts.addAll(RateContrast.of(rule));
      ends.add(contrasts.size());
      thresholds.add(new NaiveRule(rule, NaiveRule.Statistic.EXCESS, 0));
      zTests.add(new NaiveRule(rule, NaiveRule.Statistic.Z, NaiveRule.FIVE_PERCENT));
    }
    int each = contrasts.size();
    detectors = new EDetector[Way.values().length][each];
    for (int c = 0; c < each; c++) {
      EDetector fresh = EDetector.fresh(group * each + c + 1);
      for (EDetector[] way : detectors) {
        way[c] = fresh;
      }
    }
    open = new PageThresholds(panes, OptionalLong.empty(), 0);
    declared = new PageThresholds(panes, OptionalLong.of((long) groups * each), 0);
  }

  private PageThresholds thresholds(Way way) {
    return way == Way.OPEN_ALONE || way == Way.OPEN_SUM ? open : declared;
  }

  void pane(PaneRates sample) {
    for (int c = 0; c < contrasts.size(); c++) {
      EDetector[] before = new EDetector[detectors.length];
      for (Way way : Way.values()) {
        int i = way.ordinal();
        before[i] = detectors[i][c];
        detectors[i][c] = after(c, before, i, sample);
      }
    }
    for (Way way : Way.values()) {
      if (way.alone()) {
        pageAlone(way);
      }
    }
    past = past.after(sample);
    window.add(sample);
    thresholds.forEach(rule -> rule.window(window));
    zTests.forEach(rule -> rule.window(window));
  }

  /** Detectors that are still the same take their step once. */
  private EDetector after(int c, EDetector[] before, int way, PaneRates sample) {
    for (int other = 0; other < way; other++) {
      if (before[other] == before[way]) {
        return detectors[other][c];
      }
    }
    DecayedRates[] pasts = {past, past};
    PaneRates[] samples = {sample, sample};
    return before[way].after(contrasts.get(c), pasts, samples, 0);
  }

  private void pageAlone(Way way) {
    EDetector[] of = detectors[way.ordinal()];
    for (int c = 0; c < of.length; c++) {
      if (of[c].reaches(thresholds(way).thresholdFor(of[c].number()))) {
        of[c] = of[c].restarted();
        pages[way.ordinal()]++;
      }
    }
  }

  /** What each rule adds to the policy's evidence. */
  double[] weighted(Way way) {
    double[] weighted = new double[ends.size()];
    int c = 0;
    for (int rule = 0; rule < weighted.length; rule++) {
      for (; c < ends.get(rule); c++) {
        weighted[rule] += thresholds(way).weighted(detectors[way.ordinal()][c]);
      }
    }
    return weighted;
  }

  /** The rule has been named on a page. */
  void restart(Way way, int rule) {
    EDetector[] of = detectors[way.ordinal()];
    for (int c = rule == 0 ? 0 : ends.get(rule - 1); c < ends.get(rule); c++) {
      of[c] = of[c].restarted();
    }
  }

  /** Pages of the detectors on their own, and of the naive rules. */
  NullSimulation.Pages pages() {
    return new NullSimulation.Pages(
        pages[Way.OPEN_ALONE.ordinal()],
        pages[Way.DECLARED_ALONE.ordinal()],
        0,
        0,
        0,
        thresholds.stream().mapToLong(NaiveRule::pages).sum(),
        zTests.stream().mapToLong(NaiveRule::pages).sum());
  }
}
