package dev.plumbline.cli.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.event.Inference;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bad field spoils the field: the record is measured, and what was wrong is counted. */
class FieldFlagsFlowTest {

  private static final String POLICY =
      """
      model: loans
      privacy: {entities: all, operators: {default: replace}, consent: {missing: allow}}
      scoring: {source: provided}
      outcome: {favourable: [yes]}
      groups: {attributes: {town: [], sex: [female, male]}, minimumSize: 1%s}
      windows: {size: PT1M, advance: PT1M, grace: PT0S}
      fairness:
        - {metric: mean_score_difference, tolerance: 0.05}
        - {metric: calibration_difference, tolerance: 0.05}
      drift:
        reference: {first: PT1M}
        signals: [{signal: "feature:income"}, {signal: score}]
      ethics: {indicators: {confidence: 1}}
      """;

  private final FlowDriver flow = new FlowDriver(POLICY.formatted(""));

  @AfterEach
  void close() {
    flow.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'features':{'income':[1],'other':{'a':1},'age':3} | features.income:not_scalar features:not_scalar",
        "'features':{'income':NaN,'other':-Infinity} | features.income:not_finite features:not_finite",
        "'features':{'income':1e999} | features.income:not_finite",
        "'features':'zebra' | features:not_an_object",
        "'attributes':{'town':7,'sex':true} | attributes.sex:not_text attributes.town:not_text",
        "'attributes':{'town':['zebra']} | attributes.town:not_scalar",
        "'attributes':{'sex':NaN,'town':1e999} | attributes.sex:not_finite attributes.town:not_finite",
        "'text':NaN,'subject':NaN | subject:not_finite text:not_finite",
        "'attributes':['zebra'] | attributes:not_an_object",
        "'attributes':{'sex':' Female'} | attributes.sex:case_or_space",
        "'attributes':{'town':'john@example.com'} | attributes.town:personal_data",
        "'attributes':{'town':'1984-02-03'} | attributes.town:date",
        "'text':42,'response':true,'subject':7 | response:not_text subject:not_text text:not_text",
        "'subject':{'a':1} | subject:not_scalar"
      })
  void shouldMeasureTheRecordWhenOneOfItsFieldsIsBad(String fields, String flags) {
    // When
    flow.request(request("a", fields + ",'prediction':{'label':'yes','score':0.5}"));
    flow.fallSilent();
    // Then
    assertThat(flow.letters()).isEmpty();
    List<String> expected = List.of(flags.split(" "));
    assertThat(flow.scored()).extracting(Inference::flags).containsExactly(expected);
    assertThat(flow.window().requests()).isEqualTo(1);
    assertThat(flow.window().flagged().keySet()).containsExactlyElementsOf(expected);
    for (String flag : expected) {
      int end = flag.indexOf(':');
      Map<String, String> tags =
          Map.of(
              "model", "loans", "field", flag.substring(0, end), "reason", flag.substring(end + 1));
      assertThat(flow.count("plumbline.fields.flagged", tags)).isEqualTo(1);
    }
    assertThat(flow.written()).noneMatch(written -> written.contains("zebra"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'label':'yes','score':3.7 | prediction.score:out_of_range",
        "'label':'yes','score':-0.1 | prediction.score:out_of_range",
        "'label':'yes','score':NaN | prediction.score:not_finite",
        "'label':'yes' | prediction.score:missing",
        "'label':'yes','score':'zebra' | prediction.score:not_a_number",
        "'label':true,'score':0.5 | prediction.label:not_text",
        "'label':'yes','score':0.5,'scores':{'yes':7} | prediction.scores:out_of_range",
        "'label':'yes','score':0.5,'scores':{'a@b.com':1} | prediction.scores:personal_data",
        "'label':'yes','score':0.5,'modelVersion':['zebra'] | prediction.modelVersion:not_scalar",
        "'label':'yes','score':0.5,'modelVersion':'a@b.com' | prediction.modelVersion:personal_data",
        "'label':'yes','score':0.5,'modelVersion':NaN | prediction.modelVersion:not_finite",
        "'label':'yes','score':0.5,'modelVersion':7 | prediction.modelVersion:not_text",
        "'label':'yes','score':0.5,'unknownTokenRate':7 | prediction.unknownTokenRate:out_of_range",
        "'label':'yes','score':0.5,'truncated':3 | prediction.truncated:not_a_boolean"
      })
  void shouldMeasureTheDecisionWhenTheRestOfThePredictionIsBad(String prediction, String flag) {
    // When
    flow.request(request("a", "'prediction':{" + prediction + "}"));
    flow.fallSilent();
    // Then
    assertThat(flow.letters()).isEmpty();
    assertThat(flow.window().flagged()).isEqualTo(Map.of(flag, 1L));
    assertThat(flow.written()).noneMatch(written -> written.contains("zebra"));
  }

  @Test
  void shouldKeepWhatIsNoProbabilityOutOfEverythingButDrift() {
    // When every second score of men is a logit, and half of all decisions are right
    for (int n = 0; n < 80; n++) {
      String sex = n % 2 == 0 ? "male" : "female";
      double score = n % 4 == 2 ? 3.5 : (sex.equals("male") ? 0.7 : 0.45) + n / 8 % 2 / 10.0;
      String fields = "'attributes':{'sex':'%s'},'prediction':{'label':'yes','score':%s}";
      flow.request(request("r" + n, fields.formatted(sex, score)));
      String truth = n / 4 % 2 == 0 ? "yes" : "no";
      flow.outcome("r" + n, request("r" + n, "'kind':'label','label':'%s'".formatted(truth)));
    }
    flow.fallSilent();
    // Then all 80 are decisions, and 60 have a confidence: 0.75 of men on average, 0.5 of women
    assertThat(flow.window().requests()).isEqualTo(80);
    assertThat(flow.window().labelled()).isEqualTo(80);
    assertThat(flow.window().ethics().values().get("confidence"))
        .isCloseTo((20 * 0.75 + 40 * 0.5) / 60, within(1e-9));
    assertThat(flow.window().fairness())
        .filteredOn(m -> m.group().equals("male"))
        .filteredOn(m -> m.comparison() == FairnessMeasure.Comparison.REFERENCE)
        .filteredOn(m -> m.metric().startsWith("mean_") || m.metric().startsWith("calibration"))
        .extracting(FairnessMeasure::metric, m -> Math.round(m.value() * 1e9) / 1e9)
        .containsExactlyInAnyOrder(
            tuple("mean_score_difference", 0.25), tuple("calibration_difference", 0.2));
    assertThat(flow.window().drift())
        .filteredOn(drift -> drift.signal().equals("score") && drift.group().equals("*"))
        .extracting(DriftMeasure::n)
        .containsExactly(80L);
  }

  @Test
  void shouldTakeSpaceAndUnicodeOffAndHintAtCase() {
    // When
    List<String> towns =
        List.of(
            "Li\u00e8ge", " Lie\u0300ge\u00a0", "Li\u00e8ge", "LI\u00c8GE", "New York", "NewYork");
    for (int n = 0; n < towns.size(); n++) {
      String fields = "'attributes':{'town':'%s'},'prediction':{'label':'yes','score':0.5}";
      flow.request(request("r" + n, fields.formatted(towns.get(n))));
    }
    flow.fallSilent();
    // Then
    assertThat(towns(flow))
        .isEqualTo(Map.of("Li\u00e8ge", 3L, "LI\u00c8GE", 1L, "New York", 1L, "NewYork", 1L));
    assertThat(flow.window().flagged()).isEqualTo(Map.of("attributes.town:case_or_space", 2L));
  }

  @ParameterizedTest
  @CsvSource({"year,1984,1990", "decade,1980s,1990s"})
  void shouldShortenDatesWhenThePolicySaysSo(String dates, String first, String second) {
    try (FlowDriver shortening = new FlowDriver(POLICY.formatted(", dates: " + dates))) {
      // When
      List<String> born = List.of("1984-02-03", "1990-12-31T00:00:00Z", "1990-02-31");
      for (int n = 0; n < born.size(); n++) {
        String fields = "'attributes':{'town':'%s'},'prediction':{'label':'yes','score':0.5}";
        shortening.request(request("r" + n, fields.formatted(born.get(n))));
      }
      shortening.fallSilent();
      // Then the day that there is not is personal data like any
      assertThat(towns(shortening)).isEqualTo(Map.of(first, 1L, second, 1L, "*other", 1L));
      assertThat(shortening.window().flagged())
          .isEqualTo(
              Map.of("attributes.town:shortened_date", 2L, "attributes.town:personal_data", 1L));
    }
  }

  private static Map<String, Long> towns(FlowDriver flow) {
    Map<String, Long> towns = new TreeMap<>();
    for (GroupCounts group : flow.window().groups()) {
      if (group.attribute().equals("town")) {
        towns.put(group.group(), group.requests());
      }
    }
    return towns;
  }

  /** With apostrophes for quotes. */
  private static String request(String id, String fields) {
    return "{'requestId':'%s','model':'loans','timestamp':'%s',%s}"
        .formatted(id, FlowDriver.NOON, fields)
        .replace('\'', '"');
  }
}
