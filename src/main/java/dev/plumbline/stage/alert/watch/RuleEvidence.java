package dev.plumbline.stage.alert.watch;

import dev.plumbline.policy.FairnessRule;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.RateContrast;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The evidence of one group's rule, from all its contrasts: a rule is tolerated when all of them
 * are.
 *
 * @param contrasts in the order of {@link RateContrast#of}
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
  record Part(RateContrast contrast, EDetector detector, double weighted) {}

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
    Part best = contrasts.get(0);
    for (Part part : contrasts) {
      best = part.weighted() > best.weighted() ? part : best;
    }
    return best;
  }

  /** The strongest, and then those with so much evidence of their own. */
  List<RateContrast> named(double atLeast) {
    Part strongest = strongest();
    List<RateContrast> named = new ArrayList<>(List.of(strongest.contrast()));
    for (Part part : contrasts) {
      if (part != strongest && part.weighted() >= atLeast) {
        named.add(part.contrast());
      }
    }
    return named;
  }
}
