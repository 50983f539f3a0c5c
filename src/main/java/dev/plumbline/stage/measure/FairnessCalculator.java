package dev.plumbline.stage.measure;

import dev.plumbline.event.FairnessMeasure;
import dev.plumbline.event.FairnessMeasure.Comparison;
import dev.plumbline.event.GroupCounts;
import dev.plumbline.event.Verdict;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The policy's fairness metrics over one window's counts: every group against its reference, and
 * Fairlearn's figure across all groups. A group under the policy's minimum size, or without people
 * that the rate is about, is not enough evidence: it has no value and takes no part in the worst
 * pair.
 */
final class FairnessCalculator {

  private static final String REST = "everyone else";

  private final Policy policy;

  FairnessCalculator(Policy policy) {
    this.policy = policy;
  }

  List<FairnessMeasure> measure(Counts counts) {
    List<FairnessMeasure> measures = new ArrayList<>();
    Set<String> attributes = new TreeSet<>(policy.groups().attributes().keySet());
    policy.groups().intersections().forEach(names -> attributes.add(String.join("*", names)));
    for (FairnessRule rule : policy.fairness()) {
      for (String attribute : attributes) {
        List<GroupCounts> groups = counts.of(attribute);
        references(rule, attribute, groups, measures);
        if (groups.size() > 1) {
          measures.add(worstPair(rule, attribute, groups));
        }
      }
    }
    return measures;
  }

  private void references(
      FairnessRule rule, String attribute, List<GroupCounts> groups, List<FairnessMeasure> to) {
    String declared = policy.groups().reference().get(attribute);
    GroupCounts all = groups.stream().reduce(GroupCounts.none(attribute, REST), GroupCounts::merge);
    for (GroupCounts group : groups) {
      if (declared == null) {
        to.add(against(rule, group, all.minus(group), Comparison.REFERENCE));
      } else if (!group.group().equals(declared)) {
        GroupCounts reference =
            groups.stream()
                .filter(g -> g.group().equals(declared))
                .findFirst()
                .orElse(GroupCounts.none(attribute, declared));
        to.add(against(rule, group, reference, Comparison.REFERENCE));
      }
    }
  }

  /** Maximum minus minimum (or minimum over maximum) of the groups that are large enough. */
  private FairnessMeasure worstPair(FairnessRule rule, String attribute, List<GroupCounts> groups) {
    FairnessMeasure worst = null;
    for (GroupCounts a : groups) {
      for (GroupCounts b : groups) {
        FairnessMeasure pair = against(rule, a, b, Comparison.WORST_PAIR);
        if (!a.equals(b) && pair.value() != null && (worst == null || worse(rule, pair, worst))) {
          worst = pair;
        }
      }
    }
    return worst == null ? unknown(rule, attribute) : worst;
  }

  private static boolean worse(FairnessRule rule, FairnessMeasure a, FairnessMeasure b) {
    double x = a.value() == null ? 0 : a.value();
    double y = b.value() == null ? 0 : b.value();
    return rule.metric().ratio() ? x < y : x > y;
  }

  private static FairnessMeasure unknown(FairnessRule rule, String attribute) {
    return new FairnessMeasure(
        rule.metric().label(),
        attribute,
        Comparison.WORST_PAIR,
        "",
        "",
        null,
        null,
        null,
        0,
        0,
        rule.tolerance(),
        Verdict.NOT_ENOUGH_EVIDENCE,
        "No two groups of %s are large enough to compare.".formatted(attribute));
  }

  private FairnessMeasure against(
      FairnessRule rule, GroupCounts group, GroupCounts reference, Comparison comparison) {
    Gap gap = Gap.of(rule.metric(), group, reference, policy.groups().minimumSize());
    Verdict verdict = verdict(rule, gap);
    return new FairnessMeasure(
        rule.metric().label(),
        group.attribute(),
        comparison,
        group.group(),
        reference.group(),
        gap.estimate() == null ? null : gap.estimate().value(),
        gap.estimate() == null ? null : gap.estimate().low(),
        gap.estimate() == null ? null : gap.estimate().high(),
        gap.mine().trials(),
        gap.theirs().trials(),
        rule.tolerance(),
        verdict,
        sentence(rule, group, reference, gap, verdict));
  }

  /**
   * The whole interval must lie on one side of the tolerance; otherwise the evidence does not
   * decide.
   */
  private static Verdict verdict(FairnessRule rule, Gap gap) {
    if (gap.estimate() == null) {
      return Verdict.NOT_ENOUGH_EVIDENCE;
    }
    double low = gap.estimate().low();
    double high = gap.estimate().high();
    double tolerance = rule.tolerance();
    if (rule.metric().ratio()) {
      boolean fair = low >= tolerance && high <= 1 / tolerance;
      boolean unfair = high < tolerance || low > 1 / tolerance;
      return decide(fair, unfair);
    }
    return decide(low >= -tolerance && high <= tolerance, low > tolerance || high < -tolerance);
  }

  private static Verdict decide(boolean fair, boolean unfair) {
    return fair ? Verdict.FAIR : unfair ? Verdict.UNFAIR : Verdict.NOT_ENOUGH_EVIDENCE;
  }

  private String sentence(
      FairnessRule rule, GroupCounts group, GroupCounts reference, Gap gap, Verdict verdict) {
    String who = group.attribute() + "=" + group.group();
    String other =
        reference.group().equals(REST) ? REST : reference.attribute() + "=" + reference.group();
    if (gap.estimate() == null) {
      return String.format(
          Locale.ROOT,
          "%s: %d people against %d (%s), not enough to compare the %s.",
          who,
          gap.mine().trials(),
          gap.theirs().trials(),
          other,
          gap.rate().words());
    }
    return String.format(
        Locale.ROOT,
        "%s: %s %.1f %% against %.1f %% for %s; %s (95 %% interval %.3f to %.3f, %d and %d people). %s",
        who,
        gap.rate().words(),
        100 * gap.mine().rate(),
        100 * gap.theirs().rate(),
        other,
        value(rule.metric(), gap.estimate().value()),
        gap.estimate().low(),
        gap.estimate().high(),
        gap.mine().trials(),
        gap.theirs().trials(),
        conclusion(verdict, rule.tolerance()));
  }

  private static String value(FairnessMetric metric, double value) {
    return String.format(Locale.ROOT, metric.ratio() ? "ratio %.3f" : "gap %+.3f", value);
  }

  private static String conclusion(@Nullable Verdict verdict, double tolerance) {
    if (verdict == Verdict.FAIR) {
      return "Within the tolerance of " + tolerance + ".";
    }
    return verdict == Verdict.UNFAIR
        ? "Beyond the tolerance of " + tolerance + "."
        : "Too close to the tolerance of " + tolerance + " to tell.";
  }
}
