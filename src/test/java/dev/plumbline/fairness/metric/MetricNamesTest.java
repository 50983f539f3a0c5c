package dev.plumbline.fairness.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.FairnessMetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A sentence must not have a hole where a metric or a side is named. */
class MetricNamesTest {

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "REPRESENTATION")
  void shouldSayWhatIsComparedWhateverTheMetric(FairnessMetric metric) {
    assertThat(GroupMetric.of(metric).words()).isNotBlank();
  }

  @Test
  void shouldTellEveryoneFromAGroup() {
    // When
    String everyone = ComparedGroup.none("*", "*").name();
    String women = ComparedGroup.none("sex", "f").name();
    // Then
    assertThat(everyone).isNotBlank().isNotEqualTo(women);
    assertThat(women).contains("sex").contains("f");
  }
}
