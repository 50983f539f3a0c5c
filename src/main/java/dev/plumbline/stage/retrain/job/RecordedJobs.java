package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.JobResult;
import dev.plumbline.event.RequestIdentity;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The jobs that recorded alerts and labels would have opened, in order of event time: the stage's
 * own rules without its races. Nothing is trained, so a job is taken to end as soon as it is
 * requested.
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
        .forEach(e -> events.add(new Timed(e.labelledAt(), 0, e.model(), JobEvent.oneExample())));
    alerts.forEach(a -> events.add(new Timed(a.at(), 1, a.model(), JobEvent.of(a))));
    events.sort(
        Comparator.comparing(Timed::at)
            .thenComparing(Timed::order)
            .thenComparing(
                timed -> timed.event().alert() == null ? "" : timed.event().alert().key()));
    Map<String, JobState> states = new HashMap<>();
    List<RetrainingJob> jobs = new ArrayList<>();
    for (Timed timed : events) {
      Policy policy = policies.find(timed.model());
      if (policy != null) {
        JobState before = states.getOrDefault(timed.model(), JobState.START);
        JobRules.Step step = JobRules.event(policy, before, timed.event());
        states.put(
            timed.model(),
            step.opened() == null ? step.state() : ended(step.state(), step.opened()));
        if (step.opened() != null) {
          jobs.add(step.opened());
        }
      }
    }
    return jobs;
  }

  private static JobState ended(JobState state, RetrainingJob job) {
    return state.job(job.becomes(RetrainingJob.State.CANDIDATE, job.at(), JobResult.NONE));
  }
}
