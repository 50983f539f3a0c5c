package dev.plumbline.stage.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Outcome;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.PrivacyPolicy.Operator;
import dev.plumbline.stage.redact.request.RedactSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outcomes through the production topology. */
class OutcomeRedactionTest {

  private final RedactDriver driver = new RedactDriver();

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldGoOnUnderItsRequestsIdWhateverItsKeyWhenReadable() {
    // When
    driver.sendOutcome(
        """
        {"requestId": "r-1", "model": "open", "timestamp": "2026-03-01T11:00:00Z", "kind": "label",
         "label": "yes", "note": "from jane@example.com"}""");

    // Then
    List<TestRecord<byte[], byte[]>> records = driver.rawOutcomes();
    assertThat(records).hasSize(1);
    TestRecord<byte[], byte[]> record = records.get(0);
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("r-1");
    assertThat(record.headers()).isEmpty();
    assertThat(record.getRecordTime()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
    assertThat(new String(record.value(), StandardCharsets.UTF_8))
        .contains("\"label\":\"yes\"")
        .doesNotContain("jane");
    assertThat(read("redacted")).isEqualTo(1);
  }

  @Test
  void shouldHaveTheRecordsTimeWhenItHasNoneOfItsOwn() {
    // When
    driver.sendOutcome("{\"requestId\": \"r-1\", \"model\": \"open\", \"kind\": \"appeal\"}");

    // Then
    assertThat(driver.passedOutcome().timestamp()).isEqualTo(RedactDriver.RECORD_TIME);
  }

  @ParameterizedTest
  @CsvSource({"yes,yes", "1,1", "2.5,2.5", "true,true", "0,0"})
  void shouldTakeTheTextWhenALabelIsANumberOrABoolean(String label, String text) {
    // When
    String json = label.equals("yes") ? "\"yes\"" : label;
    driver.sendOutcome(
        "{\"requestId\": \"r-1\", \"model\": \"open\", \"kind\": \"label\", \"label\": %s}"
            .formatted(json));

    // Then
    assertThat(driver.passedOutcome().label()).isEqualTo(text);
  }

  /** E-mail, telephone number, times, card, and ids that nothing is found in. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jane@example.com",
        "order of jane@example.com",
        "4155552671",
        "2026-03-01T12:00:00Z",
        "2026-03-01",
        "4111111111111111",
        "r-17",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
        "emoji \uD83D\uDE00 \uD800"
      })
  void shouldHaveTheIdOfItsRequestWhenAnIdLooksPersonal(String id) {
    // Given
    String quoted = "\"" + id + "\"";
    driver.send("{\"requestId\":" + quoted + ",\"model\":\"open\",\"text\":\"x\"}");

    // When
    driver.sendOutcome(
        "{\"requestId\":" + quoted + ",\"model\":\"open\",\"kind\":\"label\",\"label\":\"yes\"}");

    // Then
    Outcome outcome = driver.passedOutcome();
    assertThat(outcome.requestId()).isEqualTo(driver.passed().requestId());
    assertThat(outcome.requestId()).doesNotContain("jane");
  }

  @Test
  void shouldLeaveLabelsAloneWhenThePolicyNamesThem() {
    // When
    driver.sendOutcome(
        """
        {"requestId": "r", "model": "open", "kind": "override", "label": "yes", "value": 3}""");

    // Then
    assertThat(driver.passedOutcome())
        .returns("yes", Outcome::label)
        .returns(3.0, Outcome::value)
        .returns(Outcome.Kind.OVERRIDE, Outcome::kind);
  }

  @Test
  void shouldPassALabelThatLooksPersonalWhenThePolicyDeclaresIt() {
    // Given
    Policy open =
        RedactFixtures.policies(RedactFixtures.privacy(Operator.REPLACE, Map.of())).find("open");
    Policies declaring =
        Policies.of(
            List.of(open.with(new OutcomePolicy(Set.of("yes"), Set.of("yes", "2026-03-01")))));
    // When
    try (RedactDriver declared =
        new RedactDriver(RedactSettings.DEFAULT, declaring, new FakeTagger())) {
      declared.sendOutcome(outcome("r", "2026-03-01"));
      driver.sendOutcome(outcome("r", "2026-03-01"));
      // Then
      assertThat(declared.passedOutcome().label()).isEqualTo("2026-03-01");
      assertThat(read("label_personal_data")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not_json              | {",
        "not_json              | ''",
        "wrong_type            | []",
        "unknown_model         | {\"requestId\":\"r\",\"model\":\"jane\",\"kind\":\"label\",\"label\":\"a\"}",
        "missing_field         | {\"model\":\"open\",\"kind\":\"label\",\"label\":\"a\"}",
        "missing_field         | {\"requestId\":\" \",\"model\":\"open\",\"kind\":\"label\",\"label\":\"a\"}",
        "missing_field         | {\"requestId\":\"r\",\"model\":\"open\",\"label\":\"a\"}",
        "missing_field         | {\"requestId\":\"r\",\"model\":\"open\",\"kind\":\"label\"}",
        "missing_field         | {\"requestId\":\"r\",\"model\":\"open\",\"kind\":\"label\",\"label\":\"\"}",
        "missing_field         | {\"requestId\":\"r\",\"model\":\"open\",\"kind\":\"rating\"}",
        "wrong_type            | {\"requestId\":7,\"model\":\"open\",\"kind\":\"label\",\"label\":\"a\"}",
        "unknown_kind          | {\"requestId\":\"r\",\"model\":\"open\",\"kind\":\"jane\"}",
        "unknown_kind          | {\"requestId\":\"r\",\"model\":\"open\",\"kind\":\"counterfactual\",\"label\":\"a\",\"value\":1}",
        "label_not_text        | {\"requestId\":\"r\",\"model\":\"open\",\"kind\":\"label\",\"label\":[\"jane\"]}",
        "label_not_text        | {\"requestId\":\"r\",\"model\":\"open\",\"kind\":\"label\",\"label\":{}}",
        "label_personal_data   | {\"requestId\":\"r\",\"model\":\"open\",\"kind\":\"label\",\"label\":\"jane@example.com\"}",
        "wrong_type            | {\"requestId\":\"r\",\"model\":\"open\",\"kind\":\"rating\",\"value\":\"jane\"}",
        "bad_value             | {\"requestId\":\"r\",\"model\":\"open\",\"kind\":\"rating\",\"value\":1e999}",
        "bad_value             | {\"requestId\":\"r\",\"model\":\"open\",\"kind\":\"rating\",\"value\":1e7}",
        "bad_timestamp         | {\"requestId\":\"r\",\"model\":\"open\",\"kind\":\"appeal\",\"timestamp\":\"jane\"}",
        "timestamp_in_future   | {\"requestId\":\"r\",\"model\":\"open\",\"kind\":\"appeal\",\"timestamp\":\"3000-01-01T00:00:00Z\"}"
      })
  void shouldBeCountedAndDeadLetteredWhenItCannotBeUsed(String reason, String json) {
    // When
    driver.sendOutcome(json);

    // Then
    assertThat(driver.rawOutcomes()).isEmpty();
    List<TestRecord<byte[], byte[]>> letters = driver.rawDeadLetters();
    assertThat(letters).hasSize(1);
    String letter = new String(letters.get(0).value(), StandardCharsets.UTF_8);
    assertThat(letter)
        .contains(
            "\"errorClass\":\"" + reason + "\"", "\"topic\":\"outcomes\"", "\"stage\":\"redact\"")
        .doesNotContain("jane");
    assertThat(read(reason)).isEqualTo(1);
  }

  @Test
  void shouldBeRefusedWhenIdOrLabelIsLongerThanAllowed() {
    // When
    driver.sendOutcome(outcome("r".repeat(256), "l".repeat(256)));
    driver.sendOutcome(outcome("r".repeat(257), "yes"));
    driver.sendOutcome(outcome("r", "l".repeat(257)));

    // Then
    assertThat(driver.rawOutcomes()).hasSize(1);
    assertThat(List.of(read("redacted"), read("request_id_too_long"), read("label_too_long")))
        .containsExactly(1.0, 1.0, 1.0);
  }

  /** Requests are balanced by themselves. */
  @Test
  void shouldNotCountAmongRequestsWhenAnOutcomeIsRefused() {
    // When
    driver.sendOutcome("{");

    // Then
    DeadLetter letter = driver.stopped();
    assertThat(letter.key()).isEqualTo("outcomes-0@0");
    assertThat(driver.count("unknown", "dead_lettered")).isZero();
    assertThat(driver.count("unknown", "in")).isZero();
  }

  private static String outcome(String id, String label) {
    return "{\"requestId\": \"%s\", \"model\": \"open\", \"kind\": \"label\", \"label\": \"%s\"}"
        .formatted(id, label);
  }

  private double read(String result) {
    return driver.registry.find("plumbline.outcomes.read").tag("result", result).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
