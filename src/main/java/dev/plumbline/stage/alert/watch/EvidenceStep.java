package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.stage.alert.evidence.DecayedRates;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GapContrast;
import dev.plumbline.stage.alert.evidence.MeanContrast;
import dev.plumbline.stage.alert.evidence.PageThresholds;
import dev.plumbline.stage.alert.evidence.PaneMeans;
import dev.plumbline.stage.alert.evidence.PaneRates;
import dev.plumbline.stage.alert.evidence.RateContrast;
import dev.plumbline.stage.alert.memory.GroupWatch;
import dev.plumbline.stage.alert.memory.OpenAlert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One pane's step of the detectors of one group after the other. */
final class EvidenceStep {

  /**
   * What a pane changes for one group.
   *
   * @param inside metrics whose pages have nothing left that is beyond the tolerance
   */
  record Result(GroupWatch watch, List<String> inside) {
    Result {
      inside = List.copyOf(inside);
    }
  }

  /** Evidence of a searched group that is kept. */
  private static final double LEAST = 1;

  private final List<FairnessRule> rules;

  /** Of each rule, and of it as it judges a group whose gap is accepted. */
  private final Map<FairnessRule, List<GapContrast>> contrasts = new HashMap<>();

  private final Map<GapContrast, GapContrast> reversed = new HashMap<>();
  private final PageThresholds thresholds;
  private final double clearsAt;
  private final Duration atLeast;
  private final int minimumPeople;
  private int numbered;

  /**
   * @param numbered contrasts that have appeared before
   */
  EvidenceStep(Policy policy, int numbered) {
    this.thresholds = PageThresholds.of(policy);
    this.numbered = numbered;
    Double asked = policy.alerts().clearing().evidence();
    this.clearsAt = asked == null ? thresholds.panes() : asked;
    this.atLeast = policy.alerts().clearing().atLeast();
    this.rules = policy.fairness();
    this.minimumPeople = policy.evidence().minimumPeople();
    rules.stream()
        .flatMap(rule -> rule.judgements().stream())
        .forEach(judging -> contrasts.put(judging, GapContrast.of(judging)));
    contrasts.values().forEach(each -> each.forEach(c -> reversed.put(c, c.reversed())));
  }

  /** Contrasts that have appeared by now. */
  int numbered() {
    return numbered;
  }

  /** What the detectors add up to. */
  PolicySum sum() {
    return new PolicySum(thresholds, rules, contrasts);
  }

  /** The evidence at which a searched group pages. */
  double searchThreshold() {
    return thresholds.thresholdFor(PageThresholds.SEARCHED);
  }

  /** Evidence of being inside the tolerance at which a page clears. */
  double clearsAt() {
    return clearsAt;
  }

  /**
   * @param span the pane's
   */
  Result after(
      GroupWatch watch,
      GroupCounts group,
      GroupCounts reference,
      Map<ScoreMean, PaneMeans> means,
      TimeSpan span) {
    return after(new GroupStep(watch, rates(group, reference), means, span, false), group);
  }

  /**
   * The step of a group that a search looks at: its detectors have no numbers, and bet once the
   * group has people and gap enough.
   *
   * @param span the pane's
   */
  Result afterSearched(GroupWatch watch, GroupCounts group, GroupCounts reference, TimeSpan span) {
    return after(new GroupStep(watch, rates(group, reference), Map.of(), span, true), group);
  }

  private Result after(GroupStep step, GroupCounts group) {
    for (FairnessRule rule : rules) {
      FairnessRule judging = rule.judging(group.attribute(), group.group(), step.span.end());
      step.take(judging, contrasts.getOrDefault(judging, List.of()));
    }
    return step.result();
  }

  private static Map<OutcomeRate, PaneRates> rates(GroupCounts group, GroupCounts reference) {
    Map<OutcomeRate, PaneRates> pane = new EnumMap<>(OutcomeRate.class);
    for (OutcomeRate rate : OutcomeRate.values()) {
      pane.put(rate, PaneRates.of(rate, group, reference));
    }
    return pane;
  }

  /** The step of one group, in the making. */
  private final class GroupStep {
    private final GroupWatch watch;
    private final Map<OutcomeRate, PaneRates> pane;
    private final Map<ScoreMean, PaneMeans> means;
    private final TimeSpan span;
    private final Map<String, EDetector> detectors;
    private final Map<String, OpenAlert> episodes;
    private final Map<OutcomeRate, DecayedRates> past = new EnumMap<>(OutcomeRate.class);
    private final List<String> inside = new ArrayList<>();
    private final boolean searched;

    GroupStep(
        GroupWatch watch,
        Map<OutcomeRate, PaneRates> pane,
        Map<ScoreMean, PaneMeans> means,
        TimeSpan span,
        boolean searched) {
      this.watch = watch;
      this.pane = pane;
      this.means = means;
      this.span = span;
      this.searched = searched;
      this.detectors = new HashMap<>();
      this.episodes = new HashMap<>(watch.episodes());
    }

    void take(FairnessRule rule, List<GapContrast> each) {
      if (each.isEmpty()) {
        return; // another rule of the same metric may have a page
      }
      String metric = rule.metric().label();
      adopt(metric, each);
      boolean cleared = false;
      for (GapContrast contrast : each) {
        detect(metric, contrast);
        cleared |= clear(metric, contrast);
        if (contrast instanceof RateContrast rates) {
          rates.rates().forEach(rate -> past.put(rate, watch.past(rate)));
        }
      }
      OpenAlert alert = episodes.get(metric);
      if (cleared && alert != null && alert.clearing().isEmpty()) {
        inside.add(metric);
        // A page has used up the evidence of the whole rule: it may not page for the same again.
        each.forEach(
            contrast ->
                detectors.computeIfPresent(
                    GroupWatch.detectorKey(metric, contrast), (key, d) -> d.restarted()));
      }
    }

    private void detect(String metric, GapContrast contrast) {
      String key = GroupWatch.detectorKey(metric, contrast);
      if (searched && !isWorthABet(contrast)) {
        EDetector kept = watch.detectors().get(key);
        if (kept != null) {
          detectors.put(key, kept);
        }
        return;
      }
      EDetector after = stepped(known(key), contrast);
      if (searched && after.evidence() < LEAST) {
        return; // it starts again from nothing, which is less: few of many groups need a place
      }
      detectors.put(key, after);
      if (openPage(metric) != null && after.reaches(thresholds.thresholdFor(after.number()))) {
        alsoPages(metric, contrast.key());
      }
    }

    /** Whether a searched group has people and gap enough, by what was before this pane. */
    private boolean isWorthABet(GapContrast contrast) {
      return contrast instanceof RateContrast rates
          && watch.units().most(rates.ofLabels()) >= minimumPeople
          && rates.isNear(before(rates));
    }

    /** The earlier panes of each term. */
    private DecayedRates[] before(RateContrast rates) {
      return rates.rates().stream().map(watch::past).toArray(DecayedRates[]::new);
    }

    /** A detector after this pane, which bets on earlier panes. */
    private EDetector stepped(EDetector detector, GapContrast contrast) {
      long start = span.start().toEpochMilli();
      if (contrast instanceof MeanContrast ofMeans) {
        PaneMeans now = means.getOrDefault(ofMeans.mean(), PaneMeans.NOBODY);
        return detector.after(ofMeans, watch.pastMeans(), now, start);
      }
      RateContrast rates = (RateContrast) contrast;
      PaneRates[] samples =
          rates.rates().stream()
              .map(rate -> pane.getOrDefault(rate, PaneRates.NOBODY))
              .toArray(PaneRates[]::new);
      return detector.after(rates, before(rates), samples, start);
    }

    /**
     * A tolerance that changed leaves its number, and with it its threshold, to the new one: the
     * old one will page no more.
     */
    private EDetector known(String key) {
      EDetector known = watch.detectors().get(key);
      if (known != null) {
        return known;
      }
      String name = key.substring(0, key.lastIndexOf('@') + 1);
      return watch.detectors().entrySet().stream()
          .filter(each -> each.getKey().startsWith(name))
          .findFirst()
          .map(each -> each.getValue().restarted())
          .orElseGet(() -> EDetector.fresh(searched ? PageThresholds.SEARCHED : ++numbered));
    }

    /** An open page of a tolerance that changed has to be inside the new one. */
    private void adopt(String metric, List<GapContrast> each) {
      OpenAlert alert = openPage(metric);
      if (alert != null) {
        episodes.put(metric, alert.under(each.stream().map(GapContrast::key).toList()));
      }
    }

    /** A page that is open has one more contrast to be inside of before it clears. */
    private void alsoPages(String metric, String contrast) {
      OpenAlert alert = openPage(metric);
      if (alert != null && !alert.clearing().containsKey(contrast)) {
        episodes.put(metric, alert.clearing(contrast, EDetector.fresh(1)));
      }
    }

    /**
     * The evidence of an open page's contrast that it is inside; once that is enough, the evidence
     * of being beyond starts from nothing.
     *
     * @return whether it is inside
     */
    private boolean clear(String metric, GapContrast contrast) {
      OpenAlert alert = openPage(metric);
      EDetector known = alert == null ? null : alert.clearing().get(contrast.key());
      if (alert == null || known == null) {
        return false;
      }
      EDetector after = stepped(known, Objects.requireNonNull(reversed.get(contrast)));
      boolean enough = after.reaches(clearsAt) && alert.mayClear(span.end(), atLeast);
      episodes.put(metric, alert.clearing(contrast.key(), enough ? null : after));
      if (enough) {
        detectors.computeIfPresent(
            GroupWatch.detectorKey(metric, contrast), (key, d) -> d.restarted());
      }
      return enough;
    }

    private @Nullable OpenAlert openPage(String metric) {
      OpenAlert alert = episodes.get(metric);
      return alert != null && alert.isOpen() && alert.severity() == Severity.PAGE ? alert : null;
    }

    Result result() {
      past.replaceAll((rate, before) -> before.after(pane.getOrDefault(rate, PaneRates.NOBODY)));
      GroupWatch next = watch.with(past, detectors, episodes);
      boolean compared = !searched && rules.stream().anyMatch(rule -> rule.pagedMean() != null);
      return new Result(compared ? next.with(watch.pastMeans().after(means)) : next, inside);
    }
  }
}
