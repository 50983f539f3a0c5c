package dev.plumbline.event;

import static dev.plumbline.event.RetrainingJob.State.CANDIDATE;
import static dev.plumbline.event.RetrainingJob.State.EXPIRED;
import static dev.plumbline.event.RetrainingJob.State.FAILED;
import static dev.plumbline.event.RetrainingJob.State.PROMOTED;
import static dev.plumbline.event.RetrainingJob.State.REJECTED;
import static dev.plumbline.event.RetrainingJob.State.REQUESTED;
import static dev.plumbline.event.RetrainingJob.State.ROLLED_BACK;
import static dev.plumbline.event.RetrainingJob.State.RUNNING;
import static dev.plumbline.event.RetrainingJob.State.SHADOWING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.JobDecision.Verdict;
import dev.plumbline.event.RetrainingJob.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetrainingJobTest {

  private static final Instant NOON = ExampleMessages.NOON;

  /** As docs/retraining-jobs.md draws it. */
  private static final Map<State, List<State>> LIFE =
      Map.of(
          REQUESTED, List.of(RUNNING, REJECTED, FAILED),
          RUNNING, List.of(RUNNING, CANDIDATE, REJECTED, FAILED),
          CANDIDATE, List.of(SHADOWING, PROMOTED, REJECTED, EXPIRED),
          SHADOWING, List.of(PROMOTED, REJECTED, EXPIRED),
          PROMOTED, List.of(ROLLED_BACK));

  @ParameterizedTest
  @EnumSource
  void shouldTakeThatStepAndNoOtherWhenARecordSaysSo(State from) {
    // Given
    RetrainingJob known = job(from);
    // When
    List<State> reached =
        Stream.of(State.values())
            .filter(next -> next != from)
            .filter(next -> known.then(job(next)).state() == next)
            .collect(Collectors.toList());
    // Then
    assertThat(reached)
        .containsExactlyInAnyOrderElementsOf(
            LIFE.getOrDefault(from, List.of()).stream().filter(next -> next != from).toList());
  }

  @Test
  void shouldKnowTheLatestStartWhenAJobRunsAgain() {
    // Given
    RetrainingJob once = job(REQUESTED).starts(NOON, "v1");
    RetrainingJob twice = once.starts(NOON, "v2");
    // When
    RetrainingJob known = once.then(twice);
    // Then
    assertThat(known.attempt()).isEqualTo(2);
    assertThat(known.policyVersion()).isEqualTo("v2");
    assertThat(known.then(once)).isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({
    "PROMOTE, CANDIDATE SHADOWING",
    "REJECT, REQUESTED CANDIDATE SHADOWING",
    "EXPIRE, CANDIDATE SHADOWING",
    "ROLL_BACK, PROMOTED"
  })
  void shouldConcernTheseStatesOnlyWhenSomethingIsDecided(Verdict verdict, String states) {
    // When
    List<State> concerned =
        Stream.of(State.values())
            .filter(
                state -> {
                  RetrainingJob said =
                      job(state)
                          .decided(new JobDecision(verdict, "ada", NOON, null), JobResult.NONE);
                  return job(state).then(said).pending() != null;
                })
            .toList();
    // Then
    assertThat(concerned)
        .containsExactly(Stream.of(states.split(" ")).map(State::valueOf).toArray(State[]::new));
  }

  @Test
  void shouldFollowTheFirstDecisionWhenTwoAreMadeOfOneState() {
    // Given
    JobDecision first = new JobDecision(Verdict.REJECT, "ada", NOON, "too bold");
    JobDecision second = new JobDecision(Verdict.PROMOTE, "bob", NOON, "fine");
    RetrainingJob candidate = job(CANDIDATE);
    // When
    RetrainingJob known =
        candidate
            .then(candidate.decided(first, JobResult.NONE))
            .then(candidate.decided(second, JobResult.NONE));
    // Then
    assertThat(known.pending()).isEqualTo(first);
  }

  /** A person may decide on what was read a moment ago. */
  @Test
  void shouldFollowADecisionWhenTheJobHasGoneOnMeanwhile() {
    // Given
    JobDecision decision = new JobDecision(Verdict.PROMOTE, "ada", NOON, null);
    RetrainingJob read = job(CANDIDATE).decided(decision, JobResult.NONE);
    // When
    RetrainingJob known = job(SHADOWING).then(read);
    // Then
    assertThat(known.state()).isEqualTo(SHADOWING);
    assertThat(known.pending()).isEqualTo(decision);
  }

  @Test
  void shouldRollBackWhenAPromotedJobBearsTheDecisionToPromoteIt() {
    // Given
    JobDecision promote = new JobDecision(Verdict.PROMOTE, "ada", NOON, null);
    JobDecision back = new JobDecision(Verdict.ROLL_BACK, JobDecision.FLOW, NOON, "a page");
    RetrainingJob promoted =
        job(CANDIDATE).decided(promote, JobResult.NONE).becomes(PROMOTED, NOON, JobResult.NONE);
    assertThat(promoted.pending()).isNull();
    // When
    RetrainingJob known = promoted.then(promoted.decided(back, JobResult.NONE));
    // Then
    assertThat(known.pending()).isEqualTo(back);
    assertThat(known.becomes(ROLLED_BACK, NOON, JobResult.NONE).pending()).isNull();
  }

  private static RetrainingJob job(State state) {
    return ExampleMessages.endedJob("desk", "job-1", state);
  }
}
