package dev.plumbline.stage.retrain.job;

import dev.plumbline.stage.retrain.demand.LabelCounts;
import dev.plumbline.stage.retrain.gate.PairedPrediction;
import java.util.List;

/** What is kept of one model's labelled records beside its {@link JobState}. */
public interface JobEvidence extends LabelCounts {

  /** How many labelled records both models have scored in a job's trial. */
  long pairCount(String jobId);

  /** Those records, in a lasting order. */
  List<PairedPrediction> pairs(String jobId);
}
