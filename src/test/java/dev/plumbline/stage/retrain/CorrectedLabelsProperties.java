package dev.plumbline.stage.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.TrainingExample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The last example of a request does not depend on the order of its record and its labels. */
class CorrectedLabelsProperties {

  /**
   * @param after after the record; beyond the horizon for the greatest
   */
  record Given(Duration after, String label) {}

  /** Few times and labels, so that they tie and repeat. */
  @Provide
  Arbitrary<List<Given>> labels() {
    Arbitrary<Duration> after =
        Arbitraries.of(
            Duration.ofSeconds(-5),
            Duration.ZERO,
            Duration.ofNanos(300),
            Duration.ofSeconds(1),
            RetrainFlow.HORIZON,
            RetrainFlow.HORIZON.plusSeconds(1));
    return Combinators.combine(after, Arbitraries.of("yes", "no", "maybe"))
        .as(Given::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Property(tries = 25)
  void shouldEndWithTheSameExampleWhateverTheOrder(
      @ForAll("labels") List<Given> labels, @ForAll long seed) {
    // Given: the rule, said another way
    Optional<Given> truth =
        labels.stream()
            .filter(given -> given.after().toMillis() <= RetrainFlow.HORIZON.toMillis())
            .max(
                Comparator.comparing((Given given) -> given.after().toMillis())
                    .thenComparing(Given::label));
    // When
    Optional<TrainingExample> one = last(labels, new Random(seed));
    Optional<TrainingExample> two = last(labels, new Random(seed + 1));
    // Then
    assertThat(two).isEqualTo(one);
    assertThat(one.map(TrainingExample::label)).isEqualTo(truth.map(Given::label));
    assertThat(one.map(example -> example.labelledAt().toEpochMilli()))
        .isEqualTo(truth.map(given -> RetrainFlow.NOON.plus(given.after()).toEpochMilli()));
  }

  private static Optional<TrainingExample> last(List<Given> labels, Random order) {
    try (RetrainFlow flow = new RetrainFlow(Path.of("target", "corrected-labels"))) {
      List<Runnable> events = new ArrayList<>();
      labels.forEach(
          given ->
              events.add(
                  () -> flow.label("a", RetrainFlow.NOON.plus(given.after()), given.label())));
      events.add(() -> flow.scored("a", RetrainFlow.NOON));
      Collections.shuffle(events, order);
      events.forEach(Runnable::run);
      List<TrainingExample> written = flow.examples();
      return written.isEmpty() ? Optional.empty() : Optional.of(written.get(written.size() - 1));
    }
  }
}
