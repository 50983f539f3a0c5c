package dev.plumbline.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.PaneCounts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever producers write is measured, or named by its coordinates. */
class OddRequestsFlowTest {

  private static final int REQUESTS = 5_000;
  private static final String SECRET = "zebra";

  private static final String POLICY =
      """
      model: loans
      privacy: {entities: all, operators: {default: replace}, consent: {missing: allow}}
      scoring: {source: provided}
      outcome: {favourable: [yes]}
      groups: {attributes: {town: [], sex: [f, m]}, intersections: [[town, sex]], minimumSize: 1, dates: decade}
      windows: {size: PT1M, advance: PT1M, grace: PT0S}
      fairness: [{metric: mean_score_difference, tolerance: 0.05}]
      drift:
        reference: {first: PT1M}
        signals: [{signal: "feature:income"}, {signal: score}, {signal: text_length}]
      ethics: {indicators: {confidence: 1}, explained: told, risk: {feature: stake}}
      benefits: {latency: millis}
      """;

  /** Values of every type; each as JSON, and some as Python or JavaScript would have it. */
  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "7.25",
          "1e300",
          "1e999",
          "NaN",
          "-Infinity",
          "12345678901234567890123",
          "\"\"",
          "\" \"",
          "\"zebra\"",
          "\"zebra@example.com\"",
          "\"*other\"",
          "\"a\\\\*b=c\"",
          "\"zebra\\ud800\"",
          "\"\\u0000\"",
          "\"1984-02-03\"",
          "\"4111 1111 1111 1111\"",
          "[]",
          "[\"zebra\"]",
          "{}",
          "{\"zebra\":[1]}",
          "{\"label\":\"yes\"}",
          "{\"purposes\":[7]}",
          "{\"town\":{},\"sex\":NaN,\"income\":[],\"stake\":\"zebra\",\"zebra@example.com\":1}");

  private static final List<String> FIELDS =
      List.of(
          "requestId",
          "model",
          "timestamp",
          "text",
          "response",
          "features",
          "attributes",
          "consent",
          "subject",
          "prediction",
          "zebra");

  private static final List<String> NESTED =
      List.of(
          "label",
          "score",
          "scores",
          "modelVersion",
          "unknownTokenRate",
          "truncated",
          "town",
          "sex",
          "income",
          "told",
          "stake",
          "millis");

  private final Random random = new Random(20260301);

  @Test
  void shouldMeasureOrRefuseWhateverIsSent() {
    try (FlowDriver flow = new FlowDriver(POLICY)) {
      // When
      List<byte[]> requests = new ArrayList<>();
      for (int n = 0; n < REQUESTS; n++) {
        requests.add(request(n).getBytes(StandardCharsets.UTF_8));
      }
      flow.requests(requests);
      flow.fallSilent();

      // Then nothing is lost
      double measured =
          flow.count("plumbline.records", Map.of("stage", "measure", "result", "out"));
      double repeated = flow.count("plumbline.duplicates", Map.of());
      assertThat(measured + repeated + flow.letters().size()).isEqualTo(REQUESTS);
      assertThat(measured).isGreaterThan(REQUESTS / 4.0);
      assertThat(flow.letters()).hasSizeGreaterThan(REQUESTS / 50);
      assertThat(accountedFor(flow)).isEqualTo((long) measured);
      // and nothing that was refused is told
      assertThat(flow.written())
          .filteredOn(written -> written.contains("\"errorClass\":"))
          .hasSize(flow.letters().size())
          .noneMatch(written -> written.contains(SECRET));
      assertThat(flow.letters())
          .noneMatch(letter -> letter.cause().errorClass().equals("redaction_failed"));
      assertThat(flow.scored())
          .flatExtracting(inference -> inference.flags())
          .allMatch(flag -> ((String) flag).matches("[A-Za-z.]+:[a-z_]+"));
    }
  }

  /** Every decision is a unit of evidence, or it is said why not. */
  private static long accountedFor(FlowDriver flow) {
    return flow.panes().stream()
        .map(PaneCounts::counted)
        .map(EvidenceUnits::decisions)
        .mapToLong(
            of -> of.people() + of.requests() + of.repeated() + of.copies() + of.beyondLimit())
        .sum();
  }

  /** A good request, with one to four things wrong. */
  private String request(int n) {
    String good =
        """
        {"requestId":"r%d","model":"loans","timestamp":"%s","text":"hello","features":{%s},
         "attributes":{%s},"prediction":{"label":"yes","score":0.5%s}%s}
        """;
    return good.formatted(
        n,
        FlowDriver.NOON.plusMillis(n),
        odd(2),
        odd(2).replaceFirst("^$", "\"sex\":\"f\""),
        more(NESTED),
        more(FIELDS));
  }

  private String odd(int most) {
    List<String> fields = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      fields.add("\"%s\":%s".formatted(any(NESTED), any(ODD)));
    }
    return String.join(",", fields);
  }

  /** A field for a second time takes the place of the first. */
  private String more(List<String> names) {
    return random.nextInt(3) == 0 ? ",\"%s\":%s".formatted(any(names), any(ODD)) : "";
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
