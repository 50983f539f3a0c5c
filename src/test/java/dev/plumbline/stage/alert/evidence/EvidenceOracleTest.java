package dev.plumbline.stage.alert.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.stage.alert.evidence.RateContrast.Term;
import dev.plumbline.statistics.HolmCorrection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against scipy, statsmodels and mpmath: {@code src/test/oracles/alert.py}. */
class EvidenceOracleTest {

  @Test
  void shouldFindScipysMinimumWhenTheBetIsBeyondTolerance() throws IOException {
    for (JsonNode row : oracle("closest")) {
      // Given
      double[] w = doubles(row.get("w"));
      double[] q = doubles(row.get("q"));
      long[] n = Arrays.stream(doubles(row.get("n"))).mapToLong(Math::round).toArray();
      List<Term> terms = new ArrayList<>();
      for (int i = 0; i < w.length; i++) {
        terms.add(new Term(OutcomeRate.SELECTION, w[i] < 0, w[i]));
      }
      RateContrast contrast = new RateContrast("c", terms, row.get("delta").asDouble());
      // When
      double lambda = EValue.multiplier(contrast, q, n);
      // Then
      double cost = 0;
      double[] p = new double[w.length];
      for (int i = 0; i < w.length; i++) {
        p[i] = EValue.closest(q[i], lambda * w[i] / n[i]);
        cost += n[i] * divergence(q[i], p[i]);
        // A minimum's place is only known to the root of its value's precision.
        assertThat(p[i]).as("%s", row).isCloseTo(row.get("p").get(i).asDouble(), within(1e-4));
      }
      assertThat(contrast.beyond(p)).isBetween(0.0, 1e-11);
      double best = row.get("cost").asDouble();
      assertThat(cost).as("%s", row).isCloseTo(best, within(1e-6 * best + 1e-6));
    }
  }

  /** Sixty digits on the other side: neither near 0 nor near 1 may digits cancel. */
  @Test
  void shouldFindMpmathsRootWhenRatesAndSlopesAreExtreme() throws IOException {
    for (JsonNode row : oracle("roots")) {
      double expected = row.get("p").asDouble();
      assertThat(EValue.closest(row.get("q").asDouble(), row.get("s").asDouble()))
          .as("%s", row)
          .isCloseTo(expected, within(1e-9 * expected));
    }
  }

  @Test
  void shouldAddUpAsTheDefinitionDoesWhenPanesFollow() throws IOException {
    for (JsonNode row : oracle("sequences")) {
      // Given
      FairnessMetric metric =
          row.get("ratio").asBoolean()
              ? FairnessMetric.DISPARATE_IMPACT_RATIO
              : FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE;
      RateContrast contrast =
          RateContrast.of(new FairnessRule(metric, row.get("tolerance").asDouble()))
              .get(row.get("direction").asText().equals("low") ? 0 : 1);
      DetectorRun run = new DetectorRun(contrast);
      for (int t = 0; t < row.get("panes").size(); t++) {
        double[] pane = doubles(row.get("panes").get(t));
        // When
        run.pane((long) pane[0], (long) pane[1], (long) pane[2], (long) pane[3]);
        // Then
        double expected = row.get("logs").get(t).asDouble();
        assertThat(run.detector().logEvidence())
            .as("%s pane %d", contrast, t)
            .isCloseTo(expected, within(1e-6 * (1 + expected)));
      }
    }
  }

  @Test
  void shouldRejectAsStatsmodelsDoesWhenHolmCorrects() throws IOException {
    for (JsonNode row : oracle("holm")) {
      // Given
      List<Double> pValues = new ArrayList<>();
      row.get("p").forEach(p -> pValues.add(p.asDouble()));
      // When
      boolean[] rejected = HolmCorrection.rejected(pValues, 0.025);
      // Then
      for (int i = 0; i < rejected.length; i++) {
        assertThat(rejected[i]).as("%s", row).isEqualTo(row.get("rejected").get(i).asBoolean());
      }
    }
  }

  private static double[] doubles(JsonNode values) {
    double[] doubles = new double[values.size()];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values.get(i).asDouble();
    }
    return doubles;
  }

  private static double divergence(double q, double p) {
    return q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));
  }

  private static JsonNode oracle(String name) throws IOException {
    JsonNode node =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/oracles/alert.json").toFile())
            .get(name);
    assertThat(node).isNotEmpty();
    return node;
  }
}
