package dev.plumbline.event.pane;

import dev.plumbline.event.MessageChecks;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.GroupCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One closed pane's counts, the value of {@code pane-counts}: each unit of evidence, which is a
 * person in a period or a request, is in exactly one of them. The groups' {@code requests} and
 * {@code labelled} are numbers of units; labels, version and examples are of all requests.
 * Label-free counts (requests, favourable) are of requests made in the pane; label-based counts of
 * outcomes that came in it.
 *
 * @param groups counts of every group, of every declared intersection and of everyone ({@code *}),
 *     sorted
 * @param examples of the groups that have any, sorted
 * @param scores favourable probabilities of the same groups, where a rule compares their means;
 *     sorted
 * @param modelVersion the version that scored most of the pane; null when the pane has outcomes
 *     only
 * @param counted in what units the groups are counted; null where requests are, as before there
 *     were any
 * @param people of the groups that are counted in people, sorted
 * @param indicators ethics indicators of the pane's requests, by name
 * @param counterfactuals probes that came in the pane, by attribute
 * @param residuals labels less favourable probabilities of the same groups, of the labels that
 *     count, where a rule compares their means; sorted
 * @param joint everyone by the groups of all searched attributes at once; null where the policy
 *     searches none
 */
public record PaneCounts(
    String model,
    TimeSpan pane,
    List<GroupCounts> groups,
    Map<String, Long> labels,
    List<GroupExemplars> examples,
    @Nullable String modelVersion,
    String policyVersion,
    @Nullable EvidenceUnits counted,
    List<GroupPeople> people,
    List<GroupScoreSums> scores,
    Map<String, IndicatorSum> indicators,
    Map<String, FlipCount> counterfactuals,
    List<GroupScoreSums> residuals,
    @Nullable JointCounts joint) {

  /** Without labels less probabilities, of a policy that searches nothing. */
  public PaneCounts(
      String model,
      TimeSpan pane,
      List<GroupCounts> groups,
      Map<String, Long> labels,
      List<GroupExemplars> examples,
      @Nullable String modelVersion,
      String policyVersion,
      @Nullable EvidenceUnits counted,
      List<GroupPeople> people,
      List<GroupScoreSums> scores,
      Map<String, IndicatorSum> indicators,
      Map<String, FlipCount> counterfactuals) {
    this(
        model,
        pane,
        groups,
        labels,
        examples,
        modelVersion,
        policyVersion,
        counted,
        people,
        scores,
        indicators,
        counterfactuals,
        List.of(),
        null);
  }

  /** Counted in requests, without probabilities, indicators and counterfactuals. */
  public PaneCounts(
      String model,
      TimeSpan pane,
      List<GroupCounts> groups,
      Map<String, Long> labels,
      List<GroupExemplars> examples,
      @Nullable String modelVersion,
      String policyVersion) {
    this(
        model,
        pane,
        groups,
        labels,
        examples,
        modelVersion,
        policyVersion,
        null,
        List.of(),
        List.of(),
        Map.of(),
        Map.of());
  }

  public PaneCounts {
    MessageChecks.notBlank(model, "model");
    MessageChecks.notNull(pane, "pane");
    groups = MessageChecks.list(groups);
    labels = MessageChecks.map(labels);
    examples = MessageChecks.list(examples);
    people = MessageChecks.list(people);
    scores = MessageChecks.list(scores);
    MessageChecks.notBlank(policyVersion, "policyVersion");
    indicators = MessageChecks.map(indicators);
    counterfactuals = MessageChecks.map(counterfactuals);
    residuals = MessageChecks.list(residuals);
  }

  /** The same with further groups' counts. */
  public PaneCounts with(List<GroupCounts> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<GroupCounts> all = new ArrayList<>(groups);
    all.addAll(more);
    return new PaneCounts(
        model,
        pane,
        all,
        labels,
        examples,
        modelVersion,
        policyVersion,
        counted,
        people,
        scores,
        indicators,
        counterfactuals,
        residuals,
        joint);
  }
}
