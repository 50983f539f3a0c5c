package dev.plumbline.statistics.strata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.DifferenceScore;
import dev.plumbline.statistics.IntervalEstimate;
import dev.plumbline.statistics.IntervalOracle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against statsmodels and searches in scipy: {@code src/test/oracles/strata.py}. */
public class StratifiedRatesTest {

  @Test
  void shouldPoolAsMantelAndHaenszelWhenStrataAreCompared() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    oracle().get("cases").forEach(cases::add);
    cases.add(oracle().get("berkeley"));
    assertThat(cases).hasSizeGreaterThan(30);
    for (JsonNode expected : cases) {
      // Given
      StratifiedRates rates = new StratifiedRates(strata(expected.get("strata")));
      // Then
      IntervalOracle.assertEstimate(
          rates.difference(ConfidenceLevel.USUAL), expected.get("difference"), 1e-8);
      assertThat(rates.divisible()).isEqualTo(expected.has("ratio"));
      if (rates.divisible()) {
        double large = Math.max(1, expected.get("ratio").get("high").asDouble());
        IntervalOracle.assertEstimate(
            rates.ratio(ConfidenceLevel.USUAL), expected.get("ratio"), 1e-8 * large);
      }
    }
  }

  @Test
  void shouldSplitEveryGapExactlyWhenRatesAndMixesDiffer() throws IOException {
    for (JsonNode expected : oracle().get("cases")) {
      // When
      GapSplit split = GapSplit.between(strata(expected.get("strata")));
      // Then
      JsonNode parts = expected.get("split");
      assertThat(split.gap()).isCloseTo(parts.get("gap").asDouble(), within(1e-12));
      assertThat(split.mix()).isCloseTo(parts.get("mix").asDouble(), within(1e-12));
      assertThat(split.treatment()).isCloseTo(parts.get("treatment").asDouble(), within(1e-12));
      assertThat(split.mix() + split.treatment()).isCloseTo(split.gap(), within(1e-12));
    }
  }

  /** Mine 10 of 20 and 30 of 30, theirs 10 of 40: 0.8 minus 0.25, and nobody to treat alike. */
  @Test
  void shouldBeAllMixWhenOnlyOneSideIsInAStratum() {
    // When
    GapSplit split =
        GapSplit.between(
            List.of(stratum(10, 20, 20, 40), stratum(30, 30, 0, 0), stratum(0, 0, 0, 0)));
    // Then
    assertThat(split.gap()).isCloseTo(40.0 / 50 - 0.5, within(1e-12));
    assertThat(split.treatment()).isZero();
    assertThat(split.mix()).isCloseTo(split.gap(), within(1e-12));
  }

  @Test
  void shouldNotBeSureWhenEverybodySucceeds() {
    // When
    StratifiedRates rates =
        new StratifiedRates(List.of(stratum(30, 30, 30, 30), stratum(10, 10, 50, 50)));
    // Then
    assertThat(rates.difference(ConfidenceLevel.USUAL).low()).isLessThan(-0.03);
    assertThat(rates.ratio(ConfidenceLevel.USUAL).high()).isGreaterThan(1.03);
  }

  @Test
  void shouldBeTheScoreIntervalOfTwoRatesWhenThereIsOneStratum() {
    // Given
    Stratum one = stratum(3, 40, 9, 50);
    DifferenceScore score = new DifferenceScore(one.mine(), one.theirs());
    // When
    IntervalEstimate pooled =
        new StratifiedScore(List.of(one), ConfidenceLevel.USUAL.z()).difference(0.075 - 0.18);
    // Then
    IntervalEstimate alone = score.interval(ConfidenceLevel.USUAL);
    assertThat(pooled.low()).isCloseTo(alone.low(), within(1e-12));
    assertThat(pooled.high()).isCloseTo(alone.high(), within(1e-12));
  }

  @Test
  void shouldRefuseWhenNobodyCanBeCompared() {
    assertThatThrownBy(() -> new StratifiedRates(List.of())).hasMessage("nobody to compare");
    assertThatThrownBy(() -> new StratifiedRates(List.of(stratum(1, 2, 0, 0))))
        .hasMessage("nobody to compare");
    StratifiedRates none = new StratifiedRates(List.of(stratum(1, 2, 0, 5)));
    assertThatThrownBy(() -> none.ratio(ConfidenceLevel.USUAL)).hasMessageContaining("successes");
  }

  private static Stratum stratum(long x1, long n1, long x2, long n2) {
    return new Stratum(new BinomialProportion(x1, n1), new BinomialProportion(x2, n2));
  }

  private static List<Stratum> strata(JsonNode rows) {
    List<Stratum> strata = new ArrayList<>();
    rows.forEach(
        row ->
            strata.add(
                stratum(
                    row.get(0).asLong(),
                    row.get(1).asLong(),
                    row.get(2).asLong(),
                    row.get(3).asLong())));
    return strata;
  }

  private static JsonNode oracle() throws IOException {
    return new ObjectMapper().readTree(Path.of("src/test/resources/oracles/strata.json").toFile());
  }
}
