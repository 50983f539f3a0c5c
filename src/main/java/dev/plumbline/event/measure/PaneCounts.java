package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;
import dev.plumbline.event.TimeSpan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One closed pane's counts, the value of {@code pane-counts}: each event is in exactly one of them.
 * Label-free counts (requests, favourable) are of requests made in the pane; label-based counts of
 * outcomes that came in it.
 *
 * @param groups counts of every group, of every declared intersection and of everyone ({@code *}),
 *     sorted
 * @param examples of the groups that have any, sorted
 * @param modelVersion the version that scored most of the pane; null when the pane has outcomes
 *     only
 * @param indicators ethics indicators of the pane's requests, by name
 * @param counterfactuals probes that came in the pane, by attribute
 */
public record PaneCounts(
    String model,
    TimeSpan pane,
    List<GroupCounts> groups,
    Map<String, Long> labels,
    List<GroupExemplars> examples,
    @Nullable String modelVersion,
    String policyVersion,
    Map<String, IndicatorSum> indicators,
    Map<String, FlipCount> counterfactuals) {

  /** Without indicators and counterfactuals, as panes of before there were any. */
  public PaneCounts(
      String model,
      TimeSpan pane,
      List<GroupCounts> groups,
      Map<String, Long> labels,
      List<GroupExemplars> examples,
      @Nullable String modelVersion,
      String policyVersion) {
    this(model, pane, groups, labels, examples, modelVersion, policyVersion, Map.of(), Map.of());
  }

  public PaneCounts {
    MessageChecks.notBlank(model, "model");
    MessageChecks.notNull(pane, "pane");
    groups = MessageChecks.list(groups);
    labels = MessageChecks.map(labels);
    examples = MessageChecks.list(examples);
    MessageChecks.notBlank(policyVersion, "policyVersion");
    indicators = MessageChecks.map(indicators);
    counterfactuals = MessageChecks.map(counterfactuals);
  }
}
