package dev.plumbline.stage.alert.proof;

import dev.plumbline.policy.ScoreMean;
import dev.plumbline.stage.alert.chain.ApartHistory;
import dev.plumbline.stage.alert.chain.CountKind;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.MeanContrast;
import java.util.List;

/**
 * What a proof shows.
 *
 * @param detectors whose evidence is enough for the page, its strongest first
 * @param groups whose counts they need, in order
 * @param apart groups whose people a search set apart, by pane of the topic
 */
public record ProofPlan(
    PageMoment page, List<PageDetector> detectors, List<GroupName> groups, ApartHistory apart) {
  public ProofPlan {
    detectors = List.copyOf(detectors);
    groups = List.copyOf(groups);
  }

  /**
   * Whether counts of a kind are shown. Those that need no label are also shown where sums of
   * scores are, or labels of searched groups, because a pane may have somebody of a group of whom
   * there are none.
   */
  boolean shows(CountKind kind) {
    boolean searched = detectors.stream().anyMatch(PageDetector::searched);
    return (searched && kind == CountKind.DECISIONS) || needs(kind);
  }

  private boolean needs(CountKind kind) {
    return detectors.stream()
        .map(PageDetector::contrast)
        .anyMatch(
            contrast ->
                contrast instanceof MeanContrast ofMeans
                    ? kind == CountKind.DECISIONS || kind == kind(ofMeans.mean())
                    : kind == (contrast.ofLabels() ? CountKind.LABELS : CountKind.DECISIONS));
  }

  private static CountKind kind(ScoreMean mean) {
    return switch (mean) {
      case PROBABILITY -> CountKind.SCORES;
      case RESIDUAL -> CountKind.RESIDUALS;
    };
  }

  /** Panes before it say nothing to the page. */
  long first() {
    return detectors.stream()
        .mapToLong(each -> Math.max(each.firstPast(), each.firstBet() - PageProof.WARM_UP))
        .min()
        .orElse(0);
  }
}
