package dev.plumbline.stage.alert.evidence;

import dev.plumbline.policy.FairnessRule;
import java.util.ArrayList;
import java.util.List;

/**
 * One group's detectors, and the naive rules beside them. A detector that pages starts anew at
 * once, which is sooner than the product lets it.
 */
final class SimulatedGroup {

  private final List<RateContrast> contrasts = new ArrayList<>();
  private final List<EDetector> open = new ArrayList<>();
  private final List<EDetector> declared = new ArrayList<>();
  private final List<NaiveRule> thresholds = new ArrayList<>();
  private final List<NaiveRule> zTests = new ArrayList<>();
  private final double allowed;
  private final double all;
  private final SlidingWindow window = new SlidingWindow(5);
  private DecayedRates past = DecayedRates.NONE;
  private long openPages;
  private long declaredPages;

  /**
   * @param panes in which the whole policy may page falsely once
   */
  SimulatedGroup(List<FairnessRule> rules, int group, int groups, double panes) {
    for (FairnessRule rule : rules) {
      contrasts.addAll(RateContrast.of(rule));
      thresholds.add(new NaiveRule(rule, NaiveRule.Statistic.EXCESS, 0));
      zTests.add(new NaiveRule(rule, NaiveRule.Statistic.Z, NaiveRule.FIVE_PERCENT));
    }
    for (int c = 0; c < contrasts.size(); c++) {
      open.add(EDetector.fresh(group * contrasts.size() + c + 1));
    }
    declared.addAll(open);
    allowed = panes;
    all = panes * groups * contrasts.size();
  }

  void pane(PaneRates sample) {
    for (int c = 0; c < contrasts.size(); c++) {
      EDetector before = open.get(c);
      EDetector after = after(c, before, sample);
      double number = after.number();
      boolean shared = before == declared.get(c);
      boolean openPage = after.reaches(allowed * number * (number + 1));
      open.set(c, openPage ? after.restarted() : after);
      openPages += openPage ? 1 : 0;
      EDetector other = shared ? after : after(c, declared.get(c), sample);
      boolean declaredPage = other.reaches(all);
      declared.set(c, declaredPage ? (openPage ? open.get(c) : other.restarted()) : other);
      declaredPages += declaredPage ? 1 : 0;
    }
    past = past.after(sample);
    window.add(sample);
    thresholds.forEach(rule -> rule.window(window));
    zTests.forEach(rule -> rule.window(window));
  }

  private EDetector after(int c, EDetector before, PaneRates sample) {
    DecayedRates[] pasts = {past, past};
    PaneRates[] samples = {sample, sample};
    return before.after(contrasts.get(c), pasts, samples, 0);
  }

  NullSimulation.Pages pages() {
    return new NullSimulation.Pages(
        openPages,
        declaredPages,
        thresholds.stream().mapToLong(NaiveRule::pages).sum(),
        zTests.stream().mapToLong(NaiveRule::pages).sum());
  }
}
