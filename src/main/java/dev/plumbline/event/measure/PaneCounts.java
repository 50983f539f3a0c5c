package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;
import dev.plumbline.event.TimeSpan;
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
 * @param modelVersion the version that scored most of the pane; null when the pane has outcomes
 *     only
 * @param counted in what units the groups are counted; null where requests are, as before there
 *     were any
 * @param people of the groups that are counted in people, sorted
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
    List<GroupPeople> people) {

  /** Counted in requests. */
  public PaneCounts(
      String model,
      TimeSpan pane,
      List<GroupCounts> groups,
      Map<String, Long> labels,
      List<GroupExemplars> examples,
      @Nullable String modelVersion,
      String policyVersion) {
    this(model, pane, groups, labels, examples, modelVersion, policyVersion, null, List.of());
  }

  public PaneCounts {
    MessageChecks.notBlank(model, "model");
    MessageChecks.notNull(pane, "pane");
    groups = MessageChecks.list(groups);
    labels = MessageChecks.map(labels);
    examples = MessageChecks.list(examples);
    people = MessageChecks.list(people);
    MessageChecks.notBlank(policyVersion, "policyVersion");
  }
}
