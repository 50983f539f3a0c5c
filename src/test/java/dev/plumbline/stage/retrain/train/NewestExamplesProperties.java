package dev.plumbline.stage.retrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class NewestExamplesProperties {

  /** Few ids and few times, so that labels are corrected, repeated and given at the same time. */
  @Provide
  Arbitrary<List<ExampleLine>> examples() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 12),
            Arbitraries.integers().between(0, 30),
            Arbitraries.of("no", "yes"))
        .as(NewestExamplesProperties::example)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 500)
  void shouldKeepWhatAReaderOfTheWholeFileWould(
      @ForAll("examples") List<ExampleLine> examples,
      @ForAll @IntRange(min = 1, max = 14) int most) {
    // Given: the truth of each request, in memory as large as the file
    Map<String, ExampleLine> truths = new HashMap<>();
    for (ExampleLine each : examples) {
      truths.merge(each.requestId(), each, (one, other) -> later(one, other) ? one : other);
    }
    List<ExampleLine> all =
        truths.values().stream()
            .sorted(
                Comparator.comparing(ExampleLine::labelledAt).thenComparing(ExampleLine::requestId))
            .toList();
    // When
    NewestExamples newest = new NewestExamples(most, Long.MAX_VALUE);
    examples.stream().filter(each -> newest.mayKeep(each.labelledAt())).forEach(newest::add);
    // Then
    assertThat(newest.sorted()).isEqualTo(all.subList(Math.max(0, all.size() - most), all.size()));
  }

  private static boolean later(ExampleLine one, ExampleLine other) {
    int byTime = one.labelledAt().compareTo(other.labelledAt());
    return byTime > 0 || byTime == 0 && one.label().compareTo(other.label()) > 0;
  }

  private static ExampleLine example(int id, int second, String label) {
    return new ExampleLine("r" + id, Instant.EPOCH.plusSeconds(second), label, new byte[0]);
  }
}
