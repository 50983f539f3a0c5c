package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HolmCorrectionTest {

  @Test
  void shouldRejectWhatStatsmodelsRejectsWhenPValuesTieOrMeetTheirLevel() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("holm")) {
      // Given
      List<Double> pValues = new ArrayList<>();
      expected.get("pValues").forEach(p -> pValues.add(p.asDouble()));
      // When
      boolean[] rejected = HolmCorrection.rejected(pValues, expected.get("level").asDouble());
      // Then
      List<Boolean> verdicts = new ArrayList<>();
      expected.get("rejected").forEach(verdict -> verdicts.add(verdict.asBoolean()));
      assertThat(rejected).as("%s", expected).containsExactly(verdicts.toArray(Boolean[]::new));
    }
  }

  @Test
  void shouldRejectNothingWhenThereIsNothing() {
    assertThat(HolmCorrection.rejected(List.of(), 0.05)).isEmpty();
  }
}
