package dev.plumbline.stage.measure.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.kafka.topic.RecordReader.Refusal;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.policy.drift.DriftPolicy.By;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.DriftSignal.Kind;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BaselineFoldTest {

  private static final SignalRule[] RULES = {
    new SignalRule(DriftSignal.of(Kind.SCORE), Statistic.KOLMOGOROV_SMIRNOV, 0.1, By.BOTH),
    new SignalRule(DriftSignal.ofFeature("income"), Statistic.WASSERSTEIN, 0.1, By.ALL),
    new SignalRule(DriftSignal.of(Kind.GROUP_SHARE), Statistic.PSI, 0.1, By.BOTH)
  };

  @Test
  void shouldCountARequestOnceAndItsOwnModelOnly() throws Refusal {
    // Given
    BaselineFold fold = fold(null, null);
    // When
    fold.add(record("a", 0, "credit", "female", 0.5));
    fold.add(record("a", 9, "credit", "female", 0.9));
    fold.add(record("b", 1, "other", "female", 0.5));
    fold.add(record("c", 2, "credit", "male", 0.5));
    // Then
    assertThat(fold.records()).isEqualTo(2);
    DriftBaseline baseline = fold.baseline();
    assertThat(baseline.records()).isEqualTo(2);
    assertThat(baseline.period().start()).isEqualTo(MeasureFixtures.NOON);
    assertThat(baseline.period().end()).isEqualTo(MeasureFixtures.NOON.plusMillis(2_001));
    assertThat(baseline.signals())
        .containsEntry("score|*=*", half(2))
        .containsEntry("score|sex=female", half(1))
        .containsEntry("group_share|sex=*", Map.of("=female", 1L, "=male", 1L))
        .containsKey("feature:income|*=*")
        .doesNotContainKey("feature:income|sex=male");
  }

  /** Scores of one half, counted exactly. */
  private static Map<String, Long> half(long times) {
    return Map.of("#0:" + ValueScale.UNIT.coordinate(0.5), times);
  }

  @Test
  void shouldCountThePeriodOnlyWhenItIsGiven() throws Refusal {
    // Given
    BaselineFold fold =
        fold(MeasureFixtures.NOON.plusSeconds(1), MeasureFixtures.NOON.plusSeconds(3));
    // When
    for (int second = 0; second < 5; second++) {
      fold.add(record("r" + second, second, "credit", "female", 0.5));
    }
    // Then
    assertThat(fold.baseline().records()).isEqualTo(2);
    assertThat(fold.baseline().period().start()).isEqualTo(MeasureFixtures.NOON.plusSeconds(1));
    assertThat(fold.baseline().period().end()).isEqualTo(MeasureFixtures.NOON.plusSeconds(3));
  }

  @Test
  void shouldBeTheSameInAnyOrderAndStableAgainstItself() throws Refusal {
    // Given
    List<byte[]> records = new ArrayList<>();
    Random random = new Random(2);
    for (int i = 0; i < 12_000; i++) {
      String sex = random.nextInt(3) == 0 ? "female" : "male";
      records.add(record("r" + i, i, "credit", sex, random.nextDouble()));
    }
    DriftBaseline inOrder = folded(records);
    // When
    Collections.shuffle(records, random);
    // Then
    assertThat(folded(records)).isEqualTo(inOrder);
    DriftCalculator calculator =
        new DriftCalculator(MeasureFixtures.policy(PolicyFixtures.drift(inOrder, List.of(RULES))));
    List<DriftMeasure> measures = calculator.measure(List.of(), SignalHistograms.of(inOrder), null);
    assertThat(measures).hasSize(3).allMatch(m -> m.verdict() == DriftMeasure.Drift.STABLE);
    assertThat(measures).allMatch(m -> m.value() != null && m.value() == 0);
  }

  @Test
  void shouldRefuseWhatIsNoScoredRequest() {
    // Given
    BaselineFold fold = fold(null, null);
    byte[] unscored =
        "{\"requestId\":\"a\",\"model\":\"credit\",\"timestamp\":\"2026-03-01T12:00:00Z\"}"
            .getBytes(StandardCharsets.UTF_8);
    // When, Then
    assertThatThrownBy(() -> fold.add(unscored)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> fold.add(new byte[] {'{'})).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> fold.add(null)).isInstanceOf(Refusal.class);
    assertThat(fold.records()).isZero();
    assertThatThrownBy(fold::baseline).hasMessage("no record was counted");
  }

  private static BaselineFold fold(Instant from, Instant to) {
    return new BaselineFold(MeasureFixtures.policy(RULES), from, to);
  }

  private static DriftBaseline folded(List<byte[]> records) throws Refusal {
    BaselineFold fold = fold(null, null);
    for (byte[] record : records) {
      fold.add(record);
    }
    return fold.baseline();
  }

  private static byte[] record(String id, int second, String model, String sex, double score) {
    return """
        {"requestId":"%s","model":"%s","timestamp":"%s","attributes":{"sex":"%s"},"features":{"income":%s},
         "prediction":{"label":"yes","score":%s}}"""
        .formatted(id, model, MeasureFixtures.NOON.plusSeconds(second), sex, 40_000 * score, score)
        .getBytes(StandardCharsets.UTF_8);
  }
}
