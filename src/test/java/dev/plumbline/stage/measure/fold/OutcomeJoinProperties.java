package dev.plumbline.stage.measure.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.Outcome;
import dev.plumbline.event.TrueLabel;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.record.PredictionFeedback;
import dev.plumbline.stage.measure.record.StoredPrediction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The truth about a prediction, and its evidence, do not depend on the order of its labels. */
class OutcomeJoinProperties {

  private static final Instant NOON = MeasureFixtures.NOON;
  private static final Policy POLICY = MeasureFixtures.policy();
  private static final Duration HORIZON = POLICY.windows().labelHorizon();

  /** Few times and labels, so that they tie and repeat; one is beyond the horizon. */
  @Provide
  Arbitrary<List<Outcome>> labels() {
    Arbitrary<Duration> after =
        Arbitraries.of(
            Duration.ofSeconds(-5),
            Duration.ZERO,
            Duration.ofNanos(300),
            Duration.ofSeconds(1),
            HORIZON,
            HORIZON.plusMillis(1));
    return Combinators.combine(after, Arbitraries.of("yes", "no", "maybe"))
        .as(
            (time, label) ->
                new Outcome("r", "credit", NOON.plus(time), Outcome.Kind.LABEL, label, null, null))
        .list()
        .ofMaxSize(8);
  }

  @Property
  void shouldEndWithTheSameTruthWhateverTheOrder(
      @ForAll("labels") List<Outcome> labels, @ForAll long seed) {
    // Given: the rule, said another way
    List<TrueLabel> sorted =
        labels.stream()
            .filter(outcome -> !outcome.timestamp().isAfter(NOON.plus(HORIZON)))
            .sorted(
                Comparator.comparing((Outcome outcome) -> outcome.timestamp().toEpochMilli())
                    .thenComparing(Outcome::label))
            .map(label -> new TrueLabel(label.label(), label.timestamp().toEpochMilli()))
            .toList();
    List<Outcome> shuffled = new ArrayList<>(labels);
    Collections.shuffle(shuffled, new Random(seed));
    // When
    PredictionFeedback feedback = join(shuffled);
    // Then
    assertThat(feedback).isEqualTo(join(labels));
    assertThat(feedback.first()).isEqualTo(sorted.isEmpty() ? null : sorted.get(0));
    assertThat(feedback.last()).isEqualTo(sorted.isEmpty() ? null : sorted.get(sorted.size() - 1));
  }

  private static PredictionFeedback join(List<Outcome> labels) {
    StoredPrediction kept =
        new StoredPrediction(
            "credit",
            NOON.toEpochMilli(),
            List.of("*=*"),
            true,
            "yes",
            700_000_000,
            PredictionFeedback.NONE);
    for (Outcome label : labels) {
      kept = OutcomeJoin.of(POLICY, kept, label).kept();
    }
    return kept.feedback();
  }
}
