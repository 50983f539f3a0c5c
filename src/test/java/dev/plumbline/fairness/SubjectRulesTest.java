package dev.plumbline.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.ResidualSums;
import dev.plumbline.fairness.metric.ScoreSums;
import dev.plumbline.fairness.metric.SubjectBuckets;
import dev.plumbline.fairness.metric.SubjectBuckets.Field;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.statistics.dyadic.DyadicCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules that are about more than one rate of two groups, where each subject makes eight requests
 * that are decided alike, in two towns, and there is no gap.
 */
class SubjectRulesTest {

  private static final int WINDOWS = 400;
  private static final double LEAST = 0.917;
  private static final int REQUESTS = 8;
  private static final long BILLION = 1_000_000_000L;

  private final SplittableRandom random = new SplittableRandom(6);

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5})
  void shouldHoldWithinLevelsWhenSubjectsAreInSeveral(double rate) {
    // Given
    ConditionalMetrics metrics =
        new ConditionalMetrics(
            policy(1),
            List.of(new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1, "town")));
    int held = 0;
    for (int i = 0; i < WINDOWS; i++) {
      // When
      FairnessMeasure gap = metrics.measure(traffic(40, 60, rate).values()).get(0);
      // Then
      held += gap.low() <= 0 && 0 <= gap.high() ? 1 : 0;
      assertThat(gap.n()).isEqualTo(40 * REQUESTS);
      assertThat(gap.effective()).isLessThan(110);
      assertThat(gap.sentence()).contains(" requests worth ");
    }
    assertThat((double) held / WINDOWS).isGreaterThan(LEAST);
  }

  /**
   * A hundred towns, in each of which one woman's and one man's request succeed; ten women and ten
   * men make ten requests each. A score test within a town has the likeliest rates 1 and 1 - d, and
   * its variance is 2 d (1 - d), because N / (N - 1) is 2. The pooled gap's is that over a hundred,
   * times the effect e, so d = z^2 e / (50 + z^2 e). A subject's ten requests count as 640/63 (1 -
   * 20/64) for 64 buckets, and z is Student's quantile of 19 degrees: z^2 e = 2.093024^2 440/63. Of
   * a ratio it is in the same way r = 1 + z^2 e / 50, or one over it.
   */
  @ParameterizedTest
  @CsvSource({
    "DEMOGRAPHIC_PARITY_DIFFERENCE, 0.2, -0.37962, 0, 0.37962",
    "DISPARATE_IMPACT_RATIO, 0.8, 0.62038, 1, 1.61191"
  })
  void shouldNotBeSureWhenEveryLevelHoldsOneRequestOfEachSide(
      FairnessMetric metric, double tolerance, double low, double value, double high) {
    // Given
    Map<String, ComparedGroup> groups = new TreeMap<>();
    for (int town = 0; town < 100; town++) {
      add(groups, one("sex", "f", true, town / 10));
      add(groups, one("sex", "m", true, 10 + town / 10));
      add(groups, one("town", "t" + town, true, town / 10));
      add(groups, one("sex*town", GroupPolicy.joint("f", "t" + town), true, town / 10));
      add(groups, one("sex*town", GroupPolicy.joint("m", "t" + town), true, 10 + town / 10));
    }
    // When
    FairnessMeasure gap =
        new ConditionalMetrics(policy(1), List.of(new FairnessRule(metric, tolerance, "town")))
            .measure(groups.values())
            .get(0);
    // Then
    assertThat(gap.value()).isCloseTo(value, within(1e-9));
    assertThat(gap.low()).isCloseTo(low, within(1e-3));
    assertThat(gap.high()).isCloseTo(high, within(2e-3));
    assertThat(gap.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
  }

  @Test
  void shouldHoldTheGroupsShareWhenSubjectsComeBack() {
    // Given: sides drawn as 35 in 100 of the subjects
    FairnessMetrics metrics =
        new FairnessMetrics(
            policy(1), List.of(new FairnessRule(FairnessMetric.REPRESENTATION, 0.1)));
    int held = 0;
    for (int i = 0; i < WINDOWS; i++) {
      int women = 0;
      for (int subject = 0; subject < 100; subject++) {
        women += random.nextDouble() < 0.35 ? 1 : 0;
      }
      Map<String, ComparedGroup> groups = traffic(women, 100 - women, 0.5);
      // When
      FairnessMeasure share =
          metrics
              .measure(
                  Map.of("sex", List.of(groups.get("sex=f"), groups.get("sex=m"))),
                  ComparedGroup.none("*", "*"))
              .stream()
              .filter(m -> m.metric().equals("representation") && m.group().equals("f"))
              .filter(m -> m.comparison() == Comparison.REFERENCE)
              .findFirst()
              .orElseThrow();
      // Then
      held += share.low() <= 0 && 0 <= share.high() ? 1 : 0;
      assertThat(share.nReference()).isEqualTo(100 * REQUESTS);
    }
    assertThat((double) held / WINDOWS).isGreaterThan(LEAST);
  }

  @Test
  void shouldSayWhatRequestsAreWorthWhenItIsLessThanTheMinimum() {
    // Given: 40 subjects are worth about 40 requests, far from 200
    Map<String, ComparedGroup> groups = traffic(40, 60, 0.5);
    List<FairnessMeasure> measures = new ArrayList<>();
    // When
    measures.addAll(
        new FairnessMetrics(policy(200), List.of())
            .measure(
                Map.of("sex", List.of(groups.get("sex=f"), groups.get("sex=m"))),
                ComparedGroup.none("*", "*")));
    measures.addAll(
        new ConditionalMetrics(
                policy(200),
                List.of(
                    new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1, "town")))
            .measure(groups.values()));
    // Then
    assertThat(measures)
        .filteredOn(m -> m.metric().endsWith("demographic_parity_difference"))
        .filteredOn(m -> m.comparison() == Comparison.REFERENCE)
        .hasSizeGreaterThan(1)
        .allSatisfy(
            m -> {
              assertThat(m.value()).isNull();
              assertThat(m.n()).isGreaterThan(200);
              assertThat(m.effective()).isLessThan(200);
              assertThat(m.sentence())
                  .containsPattern(
                      "has \\d+ requests, worth \\d+\\.\\d independent ones of at least 200");
            });
  }

  /** Of one subject, and of two of whom one makes nearly all: nothing says how sure a mean is. */
  @ParameterizedTest
  @CsvSource({"2, 0", "200, 0", "1000000, 1"})
  void shouldNotCompareMeanScoresWhenTheyAreWorthLessThanTwo(long mine, long others) {
    // Given: half of the scores are 0.4, the other half 0.6
    long n = mine + others;
    ScoreSums scores =
        new ScoreSums(
            n,
            n * BILLION / 2,
            n / 2 * BILLION / 100 * 52,
            DyadicCounts.NONE,
            DyadicCounts.NONE,
            ResidualSums.NONE);
    long[] table = new long[SubjectBuckets.BUCKETS * Field.NUMBER];
    table[Field.REQUESTS.in(3)] = mine;
    table[Field.REQUESTS.in(4)] = others;
    List<ComparedGroup> sides =
        List.of(
            new ComparedGroup(
                new GroupCounts("sex", "f", n, 0, 0, 0, 0, 0, 0), scores, SubjectBuckets.of(table)),
            new ComparedGroup(new GroupCounts("sex", "m", n, 0, 0, 0, 0, 0, 0), scores));
    // When
    List<FairnessMeasure> measures =
        new FairnessMetrics(
                policy(1), List.of(new FairnessRule(FairnessMetric.MEAN_SCORE_DIFFERENCE, 0.1)))
            .measure(Map.of("sex", sides), ComparedGroup.none("*", "*"));
    // Then
    assertThat(measures)
        .filteredOn(m -> m.metric().equals("mean_score_difference"))
        .hasSize(2)
        .allSatisfy(
            m -> {
              assertThat(m.value()).isNull();
              assertThat(m.verdict()).isEqualTo(Verdict.NOT_ENOUGH_EVIDENCE);
            })
        .anySatisfy(
            m -> assertThat(m.sentence()).contains("sex=f has no scores worth two independent"));
  }

  private static GroupPolicy policy(long minimum) {
    return new GroupPolicy(
        Map.of("sex", Set.of("f", "m"), "town", Set.of("a", "b")),
        List.of(),
        Map.of("sex", "m", "town", "b"),
        Map.of("sex", Map.of("f", 0.35, "m", 0.65)),
        minimum);
  }

  /** All groups and the cells of sex and town, by key. */
  private Map<String, ComparedGroup> traffic(int women, int men, double rate) {
    Map<String, ComparedGroup> groups = new TreeMap<>();
    for (int subject = 0; subject < women + men; subject++) {
      String sex = subject < women ? "f" : "m";
      boolean favourable = random.nextDouble() < rate;
      int bucket = SubjectBuckets.bucket(random.nextLong());
      for (int request = 0; request < REQUESTS; request++) {
        String town = request % 3 == 0 ? "a" : "b";
        add(groups, one("sex", sex, favourable, bucket));
        add(groups, one("town", town, favourable, bucket));
        add(groups, one("sex*town", GroupPolicy.joint(sex, town), favourable, bucket));
      }
    }
    return groups;
  }

  private static void add(Map<String, ComparedGroup> groups, ComparedGroup one) {
    groups.merge(one.counts().attribute() + "=" + one.group(), one, ComparedGroup::merge);
  }

  private static ComparedGroup one(String attribute, String group, boolean favourable, int bucket) {
    long[] table = new long[SubjectBuckets.BUCKETS * Field.NUMBER];
    table[Field.REQUESTS.in(bucket)] = 1;
    table[Field.FAVOURABLE.in(bucket)] = favourable ? 1 : 0;
    return new ComparedGroup(
        new GroupCounts(attribute, group, 1, favourable ? 1 : 0, 0, 0, 0, 0, 0),
        ScoreSums.NONE,
        SubjectBuckets.of(table));
  }
}
