package dev.plumbline.stage.alert.watch;

import dev.plumbline.policy.FairnessRule;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GapContrast;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The evidence of one group's rule, from all its contrasts: a rule is tolerated when all of them
 * are.
 *
 * @param contrasts in the order of {@link GapContrast#of}
 */
record RuleEvidence(GroupName group, FairnessRule rule, List<Part> contrasts) {

  /** The strongest first; of equals, the first by name. */
  static final Comparator<RuleEvidence> STRONGEST =
      Comparator.comparingDouble(RuleEvidence::weighted)
          .reversed()
          .thenComparing(RuleEvidence::group, GroupName.IN_ORDER)
          .thenComparing(RuleEvidence::metric);

  /**
   * @param weighted M times its share
   */
  record Part(GapContrast contrast, EDetector detector, double weighted) {}

  RuleEvidence {
    contrasts = List.copyOf(contrasts);
  }

  String metric() {
    return rule.metric().label();
  }

  double weighted() {
    double sum = 0;
    for (Part part : contrasts) {
      sum += part.weighted();
    }
    return sum;
  }

  /** The first of equals. */
  Part strongest() {
    return contrasts.get(strongestAt());
  }

  private int strongestAt() {
    int best = 0;
    for (int i = 1; i < contrasts.size(); i++) {
      best = contrasts.get(i).weighted() > contrasts.get(best).weighted() ? i : best;
    }
    return best;
  }

  /** The strongest, and then those with so much evidence of their own. */
  List<GapContrast> named(double atLeast) {
    int strongest = strongestAt();
    List<GapContrast> named = new ArrayList<>(List.of(contrasts.get(strongest).contrast()));
    for (int i = 0; i < contrasts.size(); i++) {
      if (i != strongest && contrasts.get(i).weighted() >= atLeast) {
        named.add(contrasts.get(i).contrast());
      }
    }
    return named;
  }
}
