package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of one model's jobs when something happens to it. Whether a job is wanted is not an
 * event but a state, derived anew from all that is open at every event: so nothing is lost while a
 * job runs, a cooldown lasts or labels are awaited.
 */
public final class JobRules {

  /** What is remembered next, and what is written to {@code retraining-jobs}. */
  public record Step(JobState state, List<RetrainingJob> written) {
    public Step {
      written = List.copyOf(written);
    }
  }

  private JobRules() {}

  /**
   * @param evidence what is kept of the model's labelled records, this event's among them
   */
  public static Step event(Policy policy, JobState state, JobEvent event, JobEvidence evidence) {
    JobState next = state.at(event.at());
    if (event.alert() != null) {
      next = next.heard(event.alert());
    }
    if (event.job() != null) {
      next = next.read(event.job());
    }
    List<RetrainingJob> written = new ArrayList<>();
    for (WatchedJob each : next.jobs()) {
      CandidateRules.Look look = new CandidateRules(policy, next, evidence).look(each);
      next = look.job().equals(each) ? next : next.put(look.job());
      look.written().ifPresent(written::add);
    }
    Optional<RetrainingJob> opened = JobOpening.wanted(policy, next, evidence);
    if (opened.isPresent()) {
      next = next.opened(opened.get());
      written.add(opened.get());
    }
    return new Step(next, written);
  }
}
