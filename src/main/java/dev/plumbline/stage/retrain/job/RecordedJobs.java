package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.JobResult;
import dev.plumbline.event.RequestIdentity;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.demand.LabelledRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The jobs that recorded alerts and labels would have opened, in order of event time: the stage's
 * own rules without its races. Nothing is trained and no alert mended, so a job is taken to be
 * rejected as soon as it is requested.
 */
public final class RecordedJobs {

  private record Timed(Instant at, int order, String model, JobEvent event) {}

  private RecordedJobs() {}

  /**
   * Labels count before an alert of the same instant; of examples of one request, which correct
   * each other, the first counts.
   */
  public static List<RetrainingJob> of(
      Policies policies, List<Alert> alerts, List<TrainingExample> examples) {
    List<Timed> events = new ArrayList<>();
    Map<RequestIdentity, TrainingExample> first = new HashMap<>();
    examples.forEach(
        example ->
            first.merge(
                example.identity(),
                example,
                (a, b) -> b.labelledAt().isBefore(a.labelledAt()) ? b : a));
    first
        .values()
        .forEach(
            e ->
                events.add(
                    new Timed(
                        e.labelledAt(), 0, e.model(), JobEvent.of(labelled(e), e.labelledAt()))));
    alerts.forEach(a -> events.add(new Timed(a.at(), 1, a.model(), JobEvent.of(a))));
    events.sort(
        Comparator.comparing(Timed::at)
            .thenComparing(Timed::order)
            .thenComparing(
                timed -> timed.event().alert() == null ? "" : timed.event().alert().key()));
    Map<String, JobState> states = new HashMap<>();
    Map<String, RecordedLabels> labels = new HashMap<>();
    List<RetrainingJob> jobs = new ArrayList<>();
    for (Timed timed : events) {
      Policy policy = policies.find(timed.model());
      if (policy != null) {
        RecordedLabels evidence = labels.computeIfAbsent(timed.model(), m -> new RecordedLabels());
        evidence.add(policy, timed.event());
        JobState state = states.getOrDefault(timed.model(), JobState.START);
        JobRules.Step step = JobRules.event(policy, state, timed.event(), evidence);
        jobs.addAll(step.written());
        states.put(timed.model(), rejected(step));
      }
    }
    return jobs;
  }

  private static JobState rejected(JobRules.Step step) {
    JobState state = step.state();
    for (RetrainingJob job : step.written()) {
      state = state.read(job.becomes(RetrainingJob.State.REJECTED, job.at(), JobResult.NONE));
    }
    return state;
  }

  private static LabelledRecord labelled(TrainingExample example) {
    return new LabelledRecord(
        example.requestId(),
        example.labelledAt(),
        example.label(),
        null,
        example.attributes(),
        example.predicted(),
        null);
  }
}
