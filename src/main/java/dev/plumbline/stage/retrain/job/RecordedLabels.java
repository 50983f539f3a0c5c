package dev.plumbline.stage.retrain.job;

import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.demand.LabelCount;
import dev.plumbline.stage.retrain.demand.LabelledRecord;
import dev.plumbline.stage.retrain.gate.PairedPrediction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Labels of recorded traffic, where no candidate was on trial. */
final class RecordedLabels implements JobEvidence {

  private final Map<List<String>, LabelCount> counts = new HashMap<>();

  void add(Policy policy, JobEvent event) {
    LabelledRecord record = event.labelled();
    if (record != null) {
      record.forEachGroup(
          policy.groups(),
          (attribute, group) ->
              counts.merge(
                  List.of(attribute, group),
                  LabelCount.NONE.plus(policy.outcome(), record),
                  LabelCount::plus));
    }
  }

  @Override
  public LabelCount count(String attribute, String group) {
    return counts.getOrDefault(List.of(attribute, group), LabelCount.NONE);
  }

  @Override
  public long pairCount(String jobId) {
    return 0;
  }

  @Override
  public List<PairedPrediction> pairs(String jobId) {
    return List.of();
  }
}
