package dev.plumbline.stage.alert.watch;

import dev.plumbline.policy.FairnessRule;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GapContrast;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.PageThresholds;
import dev.plumbline.stage.alert.memory.GroupEvidence;
import dev.plumbline.stage.alert.memory.GroupWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What the rules of a group add to the evidence of a whole policy. Rules whose page is open add
 * nothing: somebody has been told.
 *
 * <p>Sums are taken in a fixed order, so that they are the same bits whatever came first: over a
 * rule's contrasts, over a group's rules by the metrics' names, over groups by theirs.
 */
final class PolicySum {

  private final PageThresholds thresholds;
  private final Map<String, FairnessRule> rules = new TreeMap<>();
  private final Map<FairnessRule, List<GapContrast>> contrasts;

  /**
   * @param contrasts of the rules' {@link FairnessRule#judgements}
   */
  PolicySum(
      PageThresholds thresholds,
      List<FairnessRule> all,
      Map<FairnessRule, List<GapContrast>> contrasts) {
    this.thresholds = thresholds;
    this.contrasts = contrasts;
    all.stream()
        .filter(rule -> !contrasts.getOrDefault(rule, List.of()).isEmpty())
        .forEach(rule -> rules.put(rule.metric().label(), rule));
  }

  /** The sum at which the policy pages. */
  double threshold() {
    return thresholds.panes();
  }

  double thresholdAlone(EDetector detector) {
    return thresholds.thresholdFor(detector.number());
  }

  GroupEvidence group(GroupName name, GroupWatch watch) {
    double sum = 0;
    for (RuleEvidence rule : rules(name, watch)) {
      sum += rule.weighted();
    }
    return new GroupEvidence(name, sum);
  }

  /** Rules without an open page that have evidence, by their metrics' names. */
  List<RuleEvidence> rules(GroupName name, GroupWatch watch) {
    return rules(name, watch, thresholds::weighted);
  }

  /** The same of a group that a search looks at, which is in no sum: each M times its share. */
  List<RuleEvidence> searched(GroupName name, GroupWatch watch) {
    return rules(name, watch, thresholds::weightedAlone);
  }

  private List<RuleEvidence> rules(
      GroupName name, GroupWatch watch, ToDoubleFunction<EDetector> weight) {
    List<RuleEvidence> found = new ArrayList<>();
    rules.forEach(
        (metric, rule) -> {
          if (!watch.paged(metric)) {
            rule.judgements(name.attribute(), name.group()).stream() // one of them has detectors
                .map(
                    judging ->
                        new RuleEvidence(name, judging, parts(metric, judging, watch, weight)))
                .filter(evidence -> !evidence.contrasts().isEmpty())
                .findFirst()
                .ifPresent(found::add);
          }
        });
    return found;
  }

  private List<RuleEvidence.Part> parts(
      String metric, FairnessRule rule, GroupWatch watch, ToDoubleFunction<EDetector> weight) {
    List<RuleEvidence.Part> parts = new ArrayList<>();
    for (GapContrast contrast : contrasts.getOrDefault(rule, List.of())) {
      EDetector detector = watch.detectors().get(GroupWatch.detectorKey(metric, contrast));
      if (detector != null) {
        parts.add(new RuleEvidence.Part(contrast, detector, weight.applyAsDouble(detector)));
      }
    }
    return parts;
  }
}
