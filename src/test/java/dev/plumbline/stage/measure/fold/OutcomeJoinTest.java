package dev.plumbline.stage.measure.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.Outcome;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.accumulate.PendingCounts;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.PaneDelta;
import dev.plumbline.stage.measure.record.PredictionFeedback;
import dev.plumbline.stage.measure.record.StoredPrediction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutcomeJoinTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Policy POLICY = MeasureFixtures.policy();

  private final PendingCounts pending = new PendingCounts(Policies.of(List.of(POLICY)));
  private final List<String> results = new ArrayList<>();

  private static StoredPrediction predicted(boolean favourable) {
    return new StoredPrediction(
        "credit",
        NOON.toEpochMilli(),
        List.of("*=*", "sex=f"),
        favourable,
        favourable ? "yes" : "no",
        700_000_000,
        PredictionFeedback.NONE);
  }

  private static Outcome label(int minutes, String label) {
    return outcome(Outcome.Kind.LABEL, minutes, label, null);
  }

  private static Outcome outcome(Outcome.Kind kind, int minutes, String label, Double value) {
    return new Outcome(
        "r", "credit", NOON.plus(Duration.ofMinutes(minutes)), kind, label, value, null);
  }

  private StoredPrediction join(StoredPrediction kept, List<Outcome> outcomes) {
    StoredPrediction now = kept;
    for (Outcome outcome : outcomes) {
      OutcomeJoin joined = OutcomeJoin.of(POLICY, now, outcome);
      joined.contributions().forEach(pending::add);
      results.add(joined.result());
      now = joined.kept();
    }
    return now;
  }

  private MeasureCounts cohort() {
    return pending.panes("credit").stream()
        .map(PaneDelta::cohort)
        .reduce(MeasureCounts.EMPTY, MeasureCounts::merge);
  }

  /** What the merge step would hold of the evidence with all panes open, by pane. */
  private Map<Long, MeasureCounts> evidence() {
    Map<Long, MeasureCounts> panes = new TreeMap<>();
    pending
        .panes("credit")
        .forEach(pane -> panes.merge(pane.start(), pane.evidence(), MeasureCounts::merge));
    for (CountsDelta.Move move : pending.moves("credit")) {
      panes.merge(move.from(), move.taken(), MeasureCounts::merge);
      panes.merge(move.to(), move.added(), MeasureCounts::merge);
    }
    panes.replaceAll((start, counts) -> counts.withoutEmptyGroups());
    panes.values().removeIf(MeasureCounts::isEmpty);
    return panes;
  }

  @Test
  void shouldCountTheLastLabelOnceWhenLabelsAreCorrected() {
    // When
    join(predicted(true), List.of(label(1, "no"), label(2, "yes"), label(2, "yes")));
    // Then
    assertThat(results).containsExactly("matched", "corrected", "duplicate");
    GroupCounts all = cohort().everyone();
    assertThat(all.labelled()).isEqualTo(1);
    assertThat(all.truePositives()).isEqualTo(1);
    assertThat(cohort().fact(CounterNames.CORRECT)).isEqualTo(1);
    GroupScores scores = cohort().scores("sex", "f");
    assertThat(scores.positives().total()).isEqualTo(1);
    assertThat(scores.negatives().total()).isZero();
    assertThat(scores.positives().cell(0) << scores.positives().level())
        .isEqualTo(GroupScores.coordinate(700_000_000));
  }

  @Test
  void shouldKeepTheFirstLabelAsEvidenceWhenLabelsAreCorrected() {
    // When
    join(predicted(true), List.of(label(1, "no"), label(5, "yes")));
    // Then
    assertThat(evidence()).containsOnlyKeys(NOON.plusSeconds(60).toEpochMilli());
    GroupCounts all = evidence().values().iterator().next().everyone();
    assertThat(all.falsePositives()).isEqualTo(1);
    assertThat(all.truePositives()).isZero();
  }

  @Test
  void shouldNotDependOnTheOrderWhenLabelsContradict() {
    List<Outcome> labels =
        List.of(label(3, "no"), label(1, "yes"), label(3, "yes"), label(7, "no"), label(1, "no"));
    Random random = new Random(3);
    for (boolean favourable : List.of(true, false)) {
      pending.clear();
      join(predicted(favourable), labels);
      MeasureCounts cohort = cohort();
      Map<Long, MeasureCounts> evidence = evidence();
      for (int i = 0; i < 50; i++) {
        // Given
        List<Outcome> shuffled = new ArrayList<>(labels);
        Collections.shuffle(shuffled, random);
        pending.clear();
        // When
        join(predicted(favourable), shuffled);
        // Then
        assertThat(cohort()).isEqualTo(cohort);
        assertThat(evidence()).isEqualTo(evidence);
      }
      assertThat(cohort.everyone().labelled()).isEqualTo(1);
      assertThat(evidence).hasSize(1);
    }
  }

  @Test
  void shouldCountNothingWhenALabelIsTooOld() {
    // When
    join(predicted(true), List.of(label(60 * 24 * 15, "yes")));
    // Then
    assertThat(results).containsExactly("late");
    assertThat(pending.panes("credit")).isEmpty();
  }

  @Test
  void shouldCountAReversedAppealWhateverCameFirst() {
    // Given
    Outcome appeal = outcome(Outcome.Kind.APPEAL, 1, null, null);
    Outcome override = outcome(Outcome.Kind.OVERRIDE, 2, "no", null);
    for (List<Outcome> order : List.of(List.of(appeal, override), List.of(override, appeal))) {
      pending.clear();
      // When
      join(predicted(true), order);
      join(join(predicted(true), List.of(appeal)), List.of(appeal));
      // Then
      assertThat(cohort().fact(CounterNames.APPEALS)).isEqualTo(2);
      assertThat(cohort().fact(CounterNames.REVERSALS)).isEqualTo(1);
      assertThat(cohort().fact(CounterNames.REVERSED_APPEALS)).isEqualTo(1);
    }
  }
}
