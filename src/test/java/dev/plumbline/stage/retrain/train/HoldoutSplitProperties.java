package dev.plumbline.stage.retrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.TrainingExample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What must hold of jobs that follow each other, whatever traffic they learn from. */
class HoldoutSplitProperties {

  private static final double SHARE = 0.3;
  private static final List<String> SPELLINGS =
      List.of("card %d lost", "Card  %d LOST", " card %d\tlost ");

  /** What a request says and when, and when its label comes; many say what others did. */
  private record Said(int words, String spelling, int minute, int delay) {}

  @Provide
  Arbitrary<List<TrainingExample>> traffic() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 25),
            Arbitraries.of(SPELLINGS),
            Arbitraries.integers().between(0, 100),
            Arbitraries.integers().between(0, 50))
        .as(Said::new)
        .list()
        .ofMaxSize(80)
        .map(
            all ->
                IntStream.range(0, all.size())
                    .mapToObj(i -> example("r" + i, all.get(i)))
                    .toList());
  }

  @Property(tries = 300)
  void shouldNeverLearnFromWhatJudgesTheCandidateOfAnyJob(
      @ForAll("traffic") List<TrainingExample> traffic,
      @ForAll @IntRange(min = 1, max = 40) int newest) {
    Set<String> learned = new HashSet<>();
    Set<String> judged = new HashSet<>();
    // When: a job after every fifth label, of the newest labels
    List<TrainingExample> known = new ArrayList<>();
    for (TrainingExample next : traffic) {
      known.add(next);
      if (known.size() % 5 == 0) {
        List<TrainingExample> job = known.subList(Math.max(0, known.size() - newest), known.size());
        HoldoutSplit split = HoldoutSplit.split(job, SHARE);
        split.learn().forEach(each -> learned.addAll(traces(each)));
        split.judge().forEach(each -> judged.addAll(traces(each)));
      }
    }
    // Then
    learned.retainAll(judged);
    assertThat(learned).isEmpty();
  }

  @Property(tries = 300)
  void shouldLeaveNothingOutButTheOlderHalfOfWhatIsHeldBack(
      @ForAll("traffic") List<TrainingExample> traffic,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double share) {
    // When
    HoldoutSplit split = HoldoutSplit.split(traffic, share);
    // Then
    List<TrainingExample> left = new ArrayList<>(traffic);
    left.removeAll(split.learn());
    left.removeAll(split.judge());
    assertThat(split.judge()).hasSizeBetween(left.size(), left.size() + 1);
    assertThat(split.learn().size() + split.judge().size() + left.size()).isEqualTo(traffic.size());
    left.forEach(
        older ->
            assertThat(split.judge())
                .allMatch(newer -> !newer.timestamp().isBefore(older.timestamp())));
  }

  @Property(tries = 300)
  void shouldNotDependOnTheOrderOfTheExamples(
      @ForAll("traffic") List<TrainingExample> traffic, @ForAll long seed) {
    // Given
    List<TrainingExample> shuffled = new ArrayList<>(traffic);
    Collections.shuffle(shuffled, new Random(seed));
    // When
    HoldoutSplit split = HoldoutSplit.split(traffic, SHARE);
    HoldoutSplit other = HoldoutSplit.split(shuffled, SHARE);
    // Then
    assertThat(other.judge()).isEqualTo(split.judge());
    assertThat(other.learn()).containsExactlyInAnyOrderElementsOf(split.learn());
  }

  @Property(tries = 300)
  void shouldHoldBackWithALargerShareWhatASmallerOneDoes(
      @ForAll("traffic") List<TrainingExample> traffic,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double one,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double other) {
    // When
    HoldoutSplit smaller = HoldoutSplit.split(traffic, Math.min(one, other));
    HoldoutSplit larger = HoldoutSplit.split(traffic, Math.max(one, other));
    // Then
    assertThat(smaller.learn()).containsAll(larger.learn());
  }

  @Example
  void shouldHoldBackTheShareOfEveryModelAndOfEachAnother() {
    // Given: 20,000 texts, of which 0.3 are 6,000 with a standard deviation of 65
    Map<String, Set<String>> learned = Map.of("desk", learned("desk"), "other", learned("other"));
    Set<String> both = new HashSet<>(learned.getOrDefault("desk", Set.of()));
    both.retainAll(learned.getOrDefault("other", Set.of()));
    // Then
    assertThat(learned.values())
        .allSatisfy(each -> assertThat(each).hasSizeBetween(13_740, 14_260));
    assertThat(both).as("0.49 of them").hasSizeBetween(9_520, 10_080);
  }

  private static Set<String> learned(String model) {
    List<TrainingExample> examples =
        IntStream.range(0, 20_000)
            .mapToObj(i -> example(model, "r" + i, "words " + i, 0, 0))
            .toList();
    Set<String> learned = new HashSet<>();
    HoldoutSplit.split(examples, SHARE).learn().forEach(each -> learned.add(each.requestId()));
    return learned;
  }

  /** What must not be on both sides: the request, and what it says. */
  private static Set<String> traces(TrainingExample example) {
    return Set.of(
        "request " + example.requestId(),
        "words " + String.join(" ", example.text().toLowerCase(Locale.ROOT).strip().split("\\s+")));
  }

  private static TrainingExample example(String id, Said said) {
    return example(
        "desk",
        id,
        String.format(Locale.ROOT, said.spelling(), said.words()),
        said.minute(),
        said.delay());
  }

  private static TrainingExample example(
      String model, String id, String text, int minute, int delay) {
    Instant time = Instant.EPOCH.plusSeconds(60L * minute);
    return new TrainingExample(
        id, model, time, time.plusSeconds(60L * delay), text, "yes", "yes", Map.of());
  }
}
