package dev.plumbline.stage.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.PrivacyPolicy.Operator;
import dev.plumbline.stage.redact.keys.KeyedHash;
import dev.plumbline.stage.redact.keys.KeysetException;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import dev.plumbline.stage.redact.ner.EntityTaggers;
import dev.plumbline.stage.redact.request.RedactSettings;
import dev.plumbline.stage.redact.request.RedactionResult;
import dev.plumbline.stage.redact.request.RequestRedactor;
import dev.plumbline.stage.redact.text.TaggedTexts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactBadInputTest {

  private static final String SECRET = "zebra";

  private final RedactDriver driver = new RedactDriver();

  @AfterEach
  void close() {
    driver.close();
  }

  static Stream<Arguments> badRequests() {
    return Stream.of(
        bad("", "not_json", "value"),
        bad("zebra", "not_json", "value"),
        bad("{\"requestId\":\"zebra", "not_json", "value"),
        bad("{\"requestId\":\"r1\",\"model\":\"open\"} zebra", "not_json", "value"),
        bad("[".repeat(5000), "not_json", "value"),
        bad("{\"zebra\\ud800\":1}", "not_json", "value"),
        bad("null", "wrong_type", "value"),
        bad("[\"zebra\"]", "wrong_type", "value"),
        bad("\"zebra\"", "wrong_type", "value"),
        bad("{\"model\":\"open\",\"text\":\"zebra\"}", "missing_field", "requestId"),
        bad("{\"requestId\":\" \",\"model\":\"open\"}", "missing_field", "requestId"),
        bad("{\"requestId\":null,\"model\":\"open\"}", "missing_field", "requestId"),
        bad("{\"requestId\":7,\"model\":\"open\"}", "wrong_type", "requestId"),
        bad(
            "{\"requestId\":\"" + "zebra".repeat(60) + "\",\"model\":\"open\"}",
            "request_id_too_long",
            "requestId"),
        bad("{\"requestId\":\"r1\",\"text\":\"zebra\"}", "missing_field", "model"),
        bad("{\"requestId\":\"r1\",\"model\":{\"zebra\":1}}", "wrong_type", "model"),
        bad("{\"requestId\":\"r1\",\"model\":\"zebra\"}", "unknown_model", "model"),
        with("\"text\":[\"zebra\"]", "wrong_type", "text"),
        with("\"response\":{\"zebra\":1}", "wrong_type", "response"),
        with("\"timestamp\":\"zebra\"", "bad_timestamp", "timestamp"),
        with("\"timestamp\":-1", "bad_timestamp", "timestamp"),
        with("\"timestamp\":999999999999999999999", "bad_timestamp", "timestamp"),
        with("\"timestamp\":{}", "wrong_type", "timestamp"),
        with("\"timestamp\":true", "wrong_type", "timestamp"),
        with("\"timestamp\":\"3000-01-01T00:00:00Z\"", "timestamp_in_future", "timestamp"),
        with("\"timestamp\":9223372036854775807", "timestamp_in_future", "timestamp"),
        with("\"text\":\"" + "zebra ".repeat(350_000) + "\"", "text_too_long", "text"),
        with("\"prediction\":\"zebra\"", "wrong_type", "prediction"),
        with("\"prediction\":{\"score\":0.5}", "bad_prediction", "label"),
        with(
            "\"prediction\":{\"label\":\"zebra@example.com\",\"score\":1}",
            "bad_prediction",
            "personal data"),
        with(
            "\"prediction\":{\"label\":\"" + "zebra".repeat(50) + "\",\"score\":1}",
            "bad_prediction",
            "label"));
  }

  private static Arguments bad(String json, String errorClass, String named) {
    return Arguments.of(json, errorClass, named);
  }

  private static Arguments with(String fields, String errorClass, String named) {
    return Arguments.of(RedactTopologyTest.request(fields), errorClass, named);
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void shouldDeadLetterWithAReasonAndGoOnWhenInputIsBad(
      String json, String errorClass, String named) {
    // When
    driver.send(json);
    driver.send(RedactTopologyTest.request("\"text\":\"next\""));

    // Then
    var letters = driver.rawDeadLetters();
    String bytes = new String(letters.get(0).value(), StandardCharsets.UTF_8);
    assertThat(letters).hasSize(1);
    assertThat(bytes).contains("\"" + errorClass + "\"").doesNotContain(SECRET);
    assertThat(bytes).contains(named);
    assertThat(driver.passed().text()).isEqualTo("next");
  }

  @Test
  void shouldSayWhereTheRecordLies() {
    // When
    driver.send(RedactTopologyTest.request("\"text\":\"first\""));
    driver.send("zebra");

    // Then
    var record = driver.rawDeadLetters().get(0);
    assertThat(record.key()).isEqualTo("inference-requests-0@1".getBytes(StandardCharsets.UTF_8));
    assertThat(record.getRecordTime()).isEqualTo(RedactDriver.RECORD_TIME);
    assertThat(record.headers()).isEmpty();
  }

  @Test
  void shouldDeadLetterANullValue() {
    // When
    driver.send(null, new RecordHeaders());

    // Then
    DeadLetter letter = driver.stopped();
    assertThat(letter.cause().errorClass()).isEqualTo("not_json");
    assertThat(letter.cause().model()).isNull();
    assertThat(letter.sealed()).isNull();
  }

  @Test
  void shouldFailClosedWhenDetectionFails() {
    // Given a hash that breaks
    KeyedHash broken =
        (domain, value, digits) -> {
          throw new IllegalStateException("no key for " + value);
        };
    RequestRedactor redactor =
        new RequestRedactor(
            RedactFixtures.policies(),
            RedactSettings.DEFAULT,
            new RedactionKeys(broken, null),
            EntityTaggers.open(RedactFixtures.policies()),
            RedactFixtures.CLOCK);

    // When
    RedactionResult outcome =
        redactor
            .open(
                RedactTopologyTest.request("\"text\":\"zebra@example.com\"")
                    .getBytes(StandardCharsets.UTF_8),
                RedactDriver.RECORD_TIME.toEpochMilli())
            .redact(TaggedTexts.NONE);

    // Then
    assertThat(outcome)
        .isEqualTo(
            new RedactionResult.Stopped(
                DeadLetterCause.rejected(
                    "open", "redaction_failed", "redaction failed with IllegalStateException"),
                true));
  }

  @Test
  void shouldStopAtStartWhenAPolicyEncryptsWithoutAKeyset() {
    // Given
    Policies policies = RedactFixtures.policies(RedactFixtures.privacy(Operator.ENCRYPT, Map.of()));

    // Then
    assertThatThrownBy(
            () ->
                new RedactTopology(
                    policies,
                    RedactSettings.DEFAULT,
                    EntityTaggers.open(policies),
                    new SimpleMeterRegistry(),
                    RedactFixtures.CLOCK))
        .isInstanceOf(KeysetException.class)
        .hasMessageContaining("model 'open'")
        .hasMessageContaining("redact.encryptKeyset");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"text\":\"zebra\"",
        "\"consent\":null",
        "\"consent\":{}",
        "\"consent\":{\"purposes\":null}",
        "\"consent\":{\"purposes\":[]}",
        "\"consent\":{\"purposes\":[\"marketing\",\"Monitoring\"]},\"timestamp\":\"zebra\""
      })
  void shouldWithholdWithoutConsentForThePurpose(String fields) {
    // When
    driver.send("{\"requestId\":\"r1\",\"model\":\"support\"," + fields + "}");

    // Then
    DeadLetter letter = driver.stopped();
    assertThat(letter.cause().disposition()).isEqualTo(DeadLetterCause.Disposition.WITHHELD);
    assertThat(letter.cause().errorClass()).isEqualTo("consent_withheld");
    assertThat(letter.cause().model()).isEqualTo("support");
    assertThat(letter.sealed()).isNull();
    assertThat(driver.rawRedacted()).isEmpty();
  }

  @Test
  void shouldAccountForEveryRecord() {
    // When
    driver.send(RedactTopologyTest.request("\"text\":\"a\""));
    driver.send(RedactTopologyTest.request("\"text\":[]"));
    driver.send("{\"requestId\":\"r1\",\"model\":\"support\"}");
    driver.send("{\"requestId\":\"r1\",\"model\":\"support\",\"consent\":[]}");
    driver.send("{\"requestId\":\"r1\",\"model\":\"zebra\"}");

    // Then
    assertThat(driver.count("open", "in")).isEqualTo(2);
    assertThat(driver.count("open", "out")).isEqualTo(1);
    assertThat(driver.count("open", "dead_lettered")).isEqualTo(1);
    assertThat(driver.count("support", "in")).isEqualTo(2);
    assertThat(driver.count("support", "withheld")).isEqualTo(1);
    assertThat(driver.count("support", "dead_lettered")).isEqualTo(1);
    assertThat(driver.count("unknown", "in")).isEqualTo(1);
    assertThat(driver.count("unknown", "dead_lettered")).isEqualTo(1);
    assertThat(driver.rawRedacted()).hasSize(1);
    assertThat(driver.rawDeadLetters()).hasSize(4);
  }
}
