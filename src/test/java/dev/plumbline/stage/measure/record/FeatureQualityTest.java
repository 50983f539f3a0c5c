package dev.plumbline.stage.measure.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.policy.drift.DriftPolicy;
import dev.plumbline.policy.drift.DriftPolicy.By;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.DriftSignal.Kind;
import dev.plumbline.policy.drift.ValueRange;
import dev.plumbline.stage.measure.MeasureFixtures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals about the quality of a feature. */
class FeatureQualityTest {

  @ParameterizedTest
  @CsvSource({
    "0, within",
    "10, within",
    "10.001, above",
    "1e999, above",
    "-0.5, below",
    "-1e999, below"
  })
  void shouldSayWhereANumberIsBesideItsRange(double value, String where) {
    assertThat(read(Kind.RANGE, Map.of("f", value)))
        .containsExactly(new SignalValue("range:f", where, 0));
  }

  @Test
  void shouldSayThatATextIsNoNumberOfARange() {
    assertThat(read(Kind.RANGE, Map.of("f", "7")))
        .containsExactly(new SignalValue("range:f", "no number", 0));
    assertThat(read(Kind.RANGE, Map.of())).isEmpty();
  }

  @Test
  void shouldCountEveryRecordWhenAskedForMissingOnes() {
    assertThat(read(Kind.MISSING, Map.of("g", 1.0)))
        .containsExactly(new SignalValue("missing:f", "missing", 0));
    assertThat(read(Kind.MISSING, Map.of("f", "")))
        .containsExactly(new SignalValue("missing:f", "present", 0));
  }

  @Test
  void shouldTellTypesApart() {
    assertThat(read(Kind.TYPE, Map.of("f", 1.0)))
        .containsExactly(new SignalValue("type:f", "number", 0));
    assertThat(read(Kind.TYPE, Map.of("f", "1")))
        .containsExactly(new SignalValue("type:f", "string", 0));
    assertThat(read(Kind.TYPE, Map.of("f", false)))
        .containsExactly(new SignalValue("type:f", "boolean", 0));
    assertThat(read(Kind.TYPE, Map.of())).isEmpty();
  }

  @Test
  void shouldLookForNewCategoriesAmongCategories() {
    assertThat(read(Kind.NEW, Map.of("f", "a"))).containsExactly(new SignalValue("new:f", "a", 0));
    assertThat(read(Kind.NEW, Map.of("f", 3.0))).isEmpty();
  }

  private static List<SignalValue> read(Kind kind, Map<String, Object> features) {
    SignalRule rule = new SignalRule(new DriftSignal(kind, "f"), Statistic.PSI, 0.2, By.ALL);
    DriftPolicy drift =
        new DriftPolicy(
            Duration.ofHours(1),
            null,
            null,
            List.of(rule),
            Map.of("f", new ValueRange(0, 10)),
            Severity.WARNING);
    return new SignalReader(MeasureFixtures.policy(drift))
        .read(MeasureFixtures.scored("a", "female", 0.5, -1, features));
  }
}
