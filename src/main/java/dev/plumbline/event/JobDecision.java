package dev.plumbline.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a candidate, or of a model that a candidate has become; the launcher carries
 * it out. The flow decides so on evidence, a person by a command.
 *
 * @param by the operating system's user, or {@value #FLOW}
 * @param at when it was decided
 * @param reason in one sentence
 */
public record JobDecision(Verdict verdict, String by, Instant at, @Nullable String reason) {

  /** Who decides when no person does. */
  public static final String FLOW = "plumbline";

  /** What a job becomes. */
  public enum Verdict {
    PROMOTE(RetrainingJob.State.PROMOTED),
    REJECT(RetrainingJob.State.REJECTED),
    EXPIRE(RetrainingJob.State.EXPIRED),
    ROLL_BACK(RetrainingJob.State.ROLLED_BACK);

    private final RetrainingJob.State end;

    Verdict(RetrainingJob.State end) {
      this.end = end;
    }

    /** The state that the launcher writes once it has carried this out. */
    public RetrainingJob.State end() {
      return end;
    }

    /** Whether it can be said of a job in that state: one that trains has to end first. */
    public boolean concerns(RetrainingJob.State state) {
      return state != RetrainingJob.State.RUNNING && state.mayBecome(end);
    }
  }

  public JobDecision {
    MessageChecks.notNull(verdict, "decision.verdict");
    MessageChecks.notBlank(by, "decision.by");
    MessageChecks.notNull(at, "decision.at");
  }
}
