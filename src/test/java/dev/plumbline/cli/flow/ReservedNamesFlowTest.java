package dev.plumbline.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Values that are called as Plumbline calls what it counts together. */
class ReservedNamesFlowTest {

  private static final String POLICY =
      """
      model: loans
      privacy: {entities: all, operators: {default: replace}, consent: {missing: allow}}
      scoring: {source: provided}
      outcome: {favourable: [yes]}
      groups:
        attributes: {town: [], sex: [f, m, 'x*y']}
        intersections: [[town, sex]]
        population: {sex: {f: 0.5, 'x*y': 0.4, '*other': 0.1}}
        minimumSize: 10
      windows: {size: PT1M, advance: PT1M, grace: PT0S}
      fairness:
        - {metric: demographic_parity_difference, tolerance: 0.05}
        - {metric: representation, tolerance: 0.05}
      drift:
        reference: {first: PT1M}
        signals:
          - {signal: "feature:city", statistic: psi, tolerance: 0.2, by: all}
          - {signal: group_share, statistic: psi, tolerance: 0.2}
      """;

  /**
   * 200 of "a" and 200 of "other", then 200 of "b" and 200 of "other": entropy(p, q) + entropy(q,
   * p) of scipy 1.17.1 over the three names, one half added to each count.
   */
  private static final double PSI = 5.971568047129832;

  @Test
  void shouldMeasureDriftWhenARealCategoryIsCalledOther() {
    try (FlowDriver flow = new FlowDriver(POLICY)) {
      // When
      for (int n = 0; n < 800; n++) {
        String city = n % 2 == 0 ? "other" : n < 400 ? "a" : "b";
        flow.request(request(n, city, "f", city));
      }
      flow.fallSilent();
      // Then
      WindowMeasures later = flow.windows().get(flow.windows().size() - 1);
      assertThat(later.drift())
          .filteredOn(
              drift -> drift.signal().equals("feature:city") || drift.attribute().equals("town"))
          .extracting(DriftMeasure::value)
          .hasSize(2)
          .allSatisfy(psi -> assertThat(psi).isCloseTo(PSI, within(1e-12)));
    }
  }

  @Test
  void shouldCountARealGroupCalledOtherApartFromTheOthers() {
    try (FlowDriver flow = new FlowDriver(POLICY)) {
      // When
      List<String> towns = List.of("other", "*other", "x".repeat(65), "\\\\*other");
      for (int n = 0; n < 40; n++) {
        flow.request(request(n, towns.get(n % 4), "f", "any"));
      }
      flow.fallSilent();
      // Then
      assertThat(requests(flow, "town"))
          .isEqualTo(Map.of("other", 10L, "\\*other", 10L, "*other", 10L, "\\\\\\*other", 10L));
    }
  }

  @Test
  void shouldTellIntersectionsApartWhenValuesHoldStars() {
    try (FlowDriver flow = new FlowDriver(POLICY)) {
      // When "a" of "x*y", and "a*x" of "y", which the policy does not declare
      for (int n = 0; n < 30; n++) {
        flow.request(request(n, n % 3 == 0 ? "a" : "a*x", n % 3 == 0 ? "x*y" : "y", "any"));
      }
      flow.fallSilent();
      // Then
      assertThat(requests(flow, "town*sex")).isEqualTo(Map.of("a*x\\*y", 10L, "a\\*x**other", 20L));
      assertThat(requests(flow, "sex")).isEqualTo(Map.of("x\\*y", 10L, "*other", 20L));
    }
  }

  @Test
  void shouldSayOtherValuesInSentences() {
    try (FlowDriver flow = new FlowDriver(POLICY)) {
      // When
      for (int n = 0; n < 400; n++) {
        flow.request(request(n, "a", n % 2 == 0 ? "undeclared" : "f", "any"));
      }
      flow.fallSilent();
      // Then
      assertThat(flow.window().fairness())
          .filteredOn(m -> m.attribute().equals("sex") && m.group().equals("*other"))
          .isNotEmpty()
          .allSatisfy(m -> assertThat(m.sentence()).contains("sex=other values"))
          .extracting(m -> m.metric())
          .contains("demographic_parity_difference", "representation");
      assertThat(flow.alerts())
          .filteredOn(alert -> alert.rule().group().equals("*other"))
          .isNotEmpty()
          .extracting(Alert::key)
          .contains("loans/representation/sex/*other");
    }
  }

  private static Map<String, Long> requests(FlowDriver flow, String attribute) {
    Map<String, Long> requests = new TreeMap<>();
    for (GroupCounts group : flow.window().groups()) {
      if (group.attribute().equals(attribute)) {
        requests.put(group.group(), group.requests());
      }
    }
    return requests;
  }

  /** 400 a minute; every second one favours. */
  private static String request(int n, String town, String sex, String city) {
    return """
        {"requestId":"r%d","model":"loans","timestamp":"%s","features":{"city":"%s"},
         "attributes":{"town":"%s","sex":"%s"},"prediction":{"label":"%s","score":0.9}}
        """
        .formatted(
            n,
            FlowDriver.NOON.plusMillis(n * 150L),
            city,
            town,
            sex,
            n / 2 % 2 == 0 ? "yes" : "no");
  }
}
