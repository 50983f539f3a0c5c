package dev.plumbline.stage.retrain;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.demand.LabelledRecord;
import dev.plumbline.stage.retrain.job.JobEvent;
import dev.plumbline.stage.retrain.job.JobRules;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Applies {@link JobRules} to what happens to a model and forwards what they write: jobs that open,
 * and what is decided about those that have a candidate.
 */
final class JobProcessor implements Processor<String, JobEvent, String, RetrainingJob> {

  private final Policies policies;
  private ProcessorContext<String, RetrainingJob> context;
  private JobStores kept;

  @SuppressWarnings("NullAway.Init") // init() sets the stores before the first record
  JobProcessor(Policies policies) {
    this.policies = policies;
  }

  @Override
  public void init(ProcessorContext<String, RetrainingJob> processorContext) {
    context = processorContext;
    kept = new JobStores(context);
  }

  @Override
  public void process(Record<String, JobEvent> message) {
    Policy policy = policies.find(message.key());
    if (policy == null) {
      return; // a model that is no longer served
    }
    LabelledRecord labelled = message.value().labelled();
    if (labelled != null) {
      kept.add(policy, labelled);
    }
    String model = policy.model();
    JobRules.Step step =
        JobRules.event(policy, kept.state(model), message.value(), kept.evidence(model));
    kept.put(model, step.state());
    for (RetrainingJob job : step.written()) {
      context.forward(new Record<>(model, job, job.at().toEpochMilli()));
    }
  }
}
