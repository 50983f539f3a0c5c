package dev.plumbline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PopulationShareTest {

  @Test
  void shouldGiveWilsonsIntervalShiftedWhenAShareIsComparedWithThePopulation() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("shares")) {
      for (int group = 0; group < 2; group++) {
        IntervalOracle.assertEstimate(
            share(expected, group).excess(IntervalOracle.level(expected)),
            expected.get("excess").get(group),
            1e-9);
      }
    }
  }

  @Test
  void shouldSquareAndAddWithTheSharesCorrelationWhenTwoGroupsShareTheTraffic() throws IOException {
    for (JsonNode expected : IntervalOracle.cases("shares")) {
      // When
      IntervalEstimate gap =
          share(expected, 0).minus(share(expected, 1), IntervalOracle.level(expected));
      // Then
      IntervalOracle.assertEstimate(gap, expected.get("gap"), 1e-9);
    }
  }

  @Test
  void shouldDivideByEveryone() {
    assertThat(new PopulationShare(30, 120, 0.5).share()).isCloseTo(0.25, within(1e-15));
  }

  private static PopulationShare share(JsonNode row, int group) {
    return new PopulationShare(
        row.get("people").get(group).asLong(),
        row.get("all").asLong(),
        row.get("expected").get(group).asDouble());
  }
}
