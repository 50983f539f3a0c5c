package dev.plumbline.stage.retrain;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.job.JobEvent;
import dev.plumbline.stage.retrain.job.JobRules;
import dev.plumbline.stage.retrain.job.JobState;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Applies {@link JobRules} to what happens to a model and forwards the jobs that it opens. */
final class JobProcessor implements Processor<String, JobEvent, String, RetrainingJob> {

  /** Model to {@link JobState}. */
  static final String STORE = "job_state";

  private final Policies policies;
  private ProcessorContext<String, RetrainingJob> context;
  private KeyValueStore<String, JobState> states;

  @SuppressWarnings("NullAway.Init") // init() sets the store before the first record
  JobProcessor(Policies policies) {
    this.policies = policies;
  }

  @Override
  public void init(ProcessorContext<String, RetrainingJob> processorContext) {
    context = processorContext;
    states = context.getStateStore(STORE);
  }

  @Override
  public void process(Record<String, JobEvent> message) {
    Policy policy = policies.find(message.key());
    if (policy == null) {
      return; // a model that is no longer served
    }
    JobState state = states.get(policy.model());
    JobRules.Step step =
        JobRules.event(policy, state == null ? JobState.START : state, message.value());
    states.put(policy.model(), step.state());
    RetrainingJob opened = step.opened();
    if (opened != null) {
      context.forward(new Record<>(policy.model(), opened, opened.at().toEpochMilli()));
    }
  }
}
