package dev.plumbline.stage.alert.proof;

import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.stage.alert.chain.PaneLink;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a proof shows.
 *
 * @param detectors whose evidence is enough for the page, its strongest first
 * @param groups whose counts they need, in order
 */
public record ProofPlan(PageMoment page, List<PageDetector> detectors, List<GroupName> groups) {
  public ProofPlan {
    detectors = List.copyOf(detectors);
    groups = List.copyOf(groups);
  }

  private Stream<OutcomeRate> rates() {
    return detectors.stream().flatMap(each -> each.contrast().rates().stream());
  }

  /** Whether a count is shown; of the two kinds, those that need labels and those that do not. */
  boolean shows(String count) {
    return shows(PaneLink.ofLabels(count));
  }

  boolean shows(boolean ofLabels) {
    return rates().anyMatch(rate -> ofLabels == (rate != OutcomeRate.SELECTION));
  }

  /** Panes before it say nothing to the page. */
  long first() {
    return detectors.stream()
        .mapToLong(each -> Math.max(each.firstPast(), each.firstBet() - PageProof.WARM_UP))
        .min()
        .orElse(0);
  }
}
