package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.SubjectBuckets;
import dev.plumbline.policy.group.GroupPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MeasureCountsTest {

  private static final String F = MeasureCounts.key("sex", "f");

  @Provide
  Arbitrary<MeasureCounts> counts() {
    return CountsFixtures.counts();
  }

  @Property(tries = 50)
  void shouldBeACommutativeMonoidWhenMerged(
      @ForAll("counts") MeasureCounts a,
      @ForAll("counts") MeasureCounts b,
      @ForAll("counts") MeasureCounts c) {
    assertThat(a.merge(b)).isEqualTo(b.merge(a));
    assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
    assertThat(a.merge(MeasureCounts.EMPTY)).isEqualTo(a);
    assertThat(MeasureCounts.EMPTY.merge(a)).isEqualTo(a);
  }

  @Example
  void shouldAddEveryPartWhenMerged() {
    // When
    MeasureCounts sum =
        CountsFixtures.ofRecord("sex", "f", 1).merge(CountsFixtures.ofRecord("sex", "f", 10));
    // Then
    assertThat(sum).isEqualTo(CountsFixtures.ofRecord("sex", "f", 11));
  }

  @Example
  void shouldKeepBothWhenPartsHaveNothingInCommon() {
    // Given
    MeasureCounts sum =
        CountsFixtures.ofRecord("sex", "f", 1).merge(CountsFixtures.ofRecord("sex", "m", 2));
    // Then
    assertThat(sum.groupsOf("sex"))
        .containsExactly(
            CountsFixtures.people("sex", "f", 1), CountsFixtures.people("sex", "m", 2));
    assertThat(sum.groupsOf("race")).isEmpty();
    assertThat(sum.scores("sex", "m")).isEqualTo(CountsFixtures.scores(2));
    assertThat(sum.scores("sex", "x")).isEqualTo(GroupScores.NONE);
    assertThat(sum.signal("score", "sex", "m").total()).isEqualTo(2);
    assertThat(sum.signal("label", "sex", "m")).isEqualTo(Histogram.EMPTY);
    assertThat(sum.subjects("sex", "m")).isEqualTo(CountsFixtures.subjects(2));
    assertThat(sum.subjects("sex", "x")).isEqualTo(SubjectBuckets.NONE);
    assertThat(sum.fact(CounterNames.CORRECT)).isEqualTo(15);
    assertThat(sum.fact(CounterNames.APPEALS)).isZero();
  }

  /** The other has some parts only, as evidence and measures do. */
  @Example
  void shouldKeepAPartWhenTheOtherHasNoneOfIt() {
    // Given
    MeasureCounts all = CountsFixtures.ofRecord("sex", "f", 1);
    MeasureCounts people = CountsFixtures.ofPeople(List.of(CountsFixtures.people("sex", "f", 1)));
    // When
    MeasureCounts sum = all.merge(people);
    // Then
    assertThat(sum).isEqualTo(people.merge(all));
    assertThat(sum)
        .isEqualTo(
            new MeasureCounts(
                Map.of(F, CountsFixtures.people("sex", "f", 2)),
                all.scores(),
                all.signals(),
                all.labels(),
                all.indicators(),
                all.versions(),
                all.facts(),
                all.examples(),
                all.pairs(),
                all.subjects()));
  }

  /** A fact alone is something: an override of a prediction of no group. */
  @Example
  void shouldBeEmptyOnlyWithoutGroupsAndFacts() {
    // Given
    MeasureCounts fact =
        new MeasureCounts(
            Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of("n", 1L), Map.of());
    // Then
    assertThat(MeasureCounts.EMPTY.isEmpty()).isTrue();
    assertThat(fact.isEmpty()).isFalse();
    assertThat(CountsFixtures.ofRecord("sex", "f", 1).evidence().isEmpty()).isFalse();
    assertThat(fact.merge(fact).fact("n")).isEqualTo(2);
  }

  @Example
  void shouldKnowEveryoneWhenThereAreAny() {
    // Given
    GroupCounts all = CountsFixtures.people("*", "*", 3);
    // Then
    assertThat(CountsFixtures.ofPeople(List.of(all)).everyone()).isEqualTo(all);
    assertThat(MeasureCounts.EMPTY.everyone()).isEqualTo(GroupCounts.none("*", "*"));
  }

  @Example
  void shouldKeepOnlyWhatIsAskedForWhenTakenApart() {
    // Given
    MeasureCounts all = CountsFixtures.ofRecord("sex", "f", 1);
    // When
    MeasureCounts evidence = all.evidence();
    MeasureCounts measures = all.withoutExamples();
    // Then
    assertThat(evidence)
        .isEqualTo(
            new MeasureCounts(
                all.groups(),
                Map.of(),
                Map.of(),
                all.labels(),
                all.indicators(),
                all.versions(),
                Map.of(),
                all.examples()));
    assertThat(measures.examples()).isEmpty();
    assertThat(measures.merge(evidence.withoutExamples()).groups().get(F))
        .isEqualTo(CountsFixtures.people("sex", "f", 2));
    assertThat(measures.scores()).isEqualTo(all.scores());
    assertThat(measures.facts()).isEqualTo(all.facts());
    assertThat(measures.subjects()).isEqualTo(all.subjects());
  }

  /** A label that came and was taken back leaves nothing, in whatever order. */
  @Example
  void shouldKeepNoBucketWhenNothingIsLeftOfIt() {
    // Given
    MeasureCounts f = CountsFixtures.ofRecord("sex", "f", 1);
    MeasureCounts taken = CountsFixtures.ofRecord("sex", "f", -1);
    // Then
    assertThat(f.merge(taken).subjects()).isEmpty();
    assertThat(f.merge(taken).merge(f).subjects()).isEqualTo(f.subjects());
    assertThat(taken.merge(f).merge(f)).isEqualTo(f.merge(f).merge(taken));
  }

  @Example
  void shouldNameTheVersionWithMostPredictions() {
    assertThat(versions(Map.of("b", 5L, "a", 4L)).modelVersion()).isEqualTo("b");
    assertThat(versions(Map.of("b", 5L, "a", 5L, "c", 5L)).modelVersion()).isEqualTo("a");
    assertThat(versions(Map.of("a", 0L)).modelVersion()).isEmpty();
    assertThat(versions(Map.of("a", -1L, "b", 1L)).modelVersion()).isEqualTo("b");
    assertThat(MeasureCounts.EMPTY.modelVersion()).isEmpty();
  }

  /** Corrected labels can take everything back; a group of which one number is left stays. */
  @Example
  void shouldDropAGroupWithAllItsPartsWhenNothingIsLeftOfIt() {
    // Given
    MeasureCounts f = CountsFixtures.ofRecord("sex", "f", 1);
    GroupCounts none = GroupCounts.none("sex", "f");
    MeasureCounts emptied =
        new MeasureCounts(
                Map.of(F, none.minus(CountsFixtures.people("sex", "f", 1))),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("n", 1L),
                Map.of())
            .merge(f)
            .merge(CountsFixtures.ofRecord("sex", "m", 1));
    // When
    MeasureCounts left = emptied.withoutEmptyGroups();
    // Then
    String m = MeasureCounts.key("sex", "m");
    assertThat(emptied.groups()).containsEntry(F, none);
    assertThat(left.groups()).containsOnlyKeys(m);
    assertThat(left.scores()).containsOnlyKeys(m);
    assertThat(left.examples()).containsOnlyKeys(m);
    assertThat(left.subjects()).containsOnlyKeys(m);
    assertThat(left.signals()).isEqualTo(emptied.signals());
    assertThat(left.labels()).isEqualTo(emptied.labels());
    assertThat(left.facts()).isEqualTo(emptied.facts());
    assertThat(f.withoutEmptyGroups()).isSameAs(f);
  }

  /** Whatever belongs to a group beyond the bound follows it into "other". */
  @Example
  void shouldMoveAllPartsOfAGroupWhenItIsBeyondTheBound() {
    // Given: group 0 is the smallest of one too many
    MeasureCounts sum = MeasureCounts.EMPTY;
    for (int i = 0; i <= GroupPolicy.MOST_VALUES; i++) {
      sum = sum.merge(CountsFixtures.ofRecord("town", "g" + i, i + 1L));
    }
    sum = sum.merge(CountsFixtures.ofRecord("town", GroupPolicy.OTHER, 100));
    // When
    MeasureCounts shown = sum.bounded();
    // Then
    String gone = MeasureCounts.key("town", "g0");
    String other = MeasureCounts.key("town", GroupPolicy.OTHER);
    assertThat(shown.groups()).hasSize(GroupPolicy.MOST_VALUES + 1).doesNotContainKey(gone);
    assertThat(shown.groups().get(other))
        .isEqualTo(CountsFixtures.people("town", GroupPolicy.OTHER, 101));
    assertThat(shown.scores()).doesNotContainKey(gone);
    assertThat(shown.scores("town", GroupPolicy.OTHER)).isEqualTo(CountsFixtures.scores(101));
    assertThat(shown.signal("score", "town", "g0").total()).isZero();
    assertThat(shown.signal("score", "town", GroupPolicy.OTHER).total()).isEqualTo(101);
    assertThat(shown.signal("score", "town", "g1").total()).isEqualTo(2);
    assertThat(shown.subjects()).doesNotContainKey(gone);
    assertThat(shown.subjects("town", GroupPolicy.OTHER)).isEqualTo(CountsFixtures.subjects(101));
    assertThat(shown.examples()).doesNotContainKey(gone);
    assertThat(shown.examples().get(other))
        .isEqualTo(sum.examples().get(other).merge(sum.examples().get(gone)));
    assertThat(shown.labels()).isEqualTo(sum.labels());
    assertThat(shown.indicators()).isEqualTo(sum.indicators());
    assertThat(shown.versions()).isEqualTo(sum.versions());
    assertThat(shown.facts()).isEqualTo(sum.facts());
  }

  /** As many as the bound are all shown, however many other attributes there are. */
  @Example
  void shouldRenameNothingWhenEveryAttributeIsWithinTheBound() {
    // Given
    List<GroupCounts> people = new ArrayList<>();
    for (int i = 0; i < GroupPolicy.MOST_VALUES; i++) {
      people.add(CountsFixtures.people("town", "g" + i, i + 1L));
      people.add(CountsFixtures.people("job", "g" + i, i + 1L));
    }
    MeasureCounts counts = CountsFixtures.ofPeople(people);
    // Then
    assertThat(counts.bounded()).isSameAs(counts);
    assertThat(counts.capped()).isSameAs(counts);
  }

  private static MeasureCounts versions(Map<String, Long> versions) {
    return new MeasureCounts(
        Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), versions, Map.of(), Map.of());
  }
}
