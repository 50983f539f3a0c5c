package dev.plumbline.stage.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.Consent;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Redaction;
import dev.plumbline.stage.redact.detect.PatternDetector;
import dev.plumbline.stage.redact.request.RedactSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedactTopologyTest {

  private final RedactDriver driver = new RedactDriver();

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldMatchTheCheckedInDescription() throws Exception {
    try (var in = getClass().getResourceAsStream("/topologies/redact.txt")) {
      assertThat(driver.topology.describe().toString())
          .isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void shouldRedactEverythingTextual() {
    // When
    driver.send(
        """
        {"requestId":"r1","model":"open","timestamp":"2026-03-01T11:00:00Z",
         "text":"I am john@example.com","response":"Call +14155552671",
         "features":{"note":"from 10.0.0.1","age":42,"vip":true,"card":4111111111111111,
                     "john@example.com":"x"},
         "attributes":{"language":"en","ageBand":"30-49","secret":"x"},
         "subject":"customer-7","prediction":{"label":"yes","score":0.75,"scores":{"no":0.25}}}
        """);

    // Then
    Inference passed = driver.passed();
    assertThat(passed.text()).matches("I am <EMAIL_ADDRESS:[0-9a-f]{16}>");
    assertThat(passed.response()).isEqualTo("Call <PHONE_NUMBER>");
    assertThat(passed.features())
        .isEqualTo(
            Map.of(
                "note", "from <IP_ADDRESS>", "age", 42, "vip", true, "card", "************1111"));
    assertThat(passed.attributes()).isEqualTo(Map.of("language", "en", "ageBand", "30-49"));
    assertThat(passed.subject()).matches("[0-9a-f]{32}");
    assertThat(passed.prediction().label()).isEqualTo("yes");
    assertThat(passed.prediction().scores()).isEqualTo(Map.of("no", 0.25));
    assertThat(passed.redactions())
        .containsExactly(
            new Redaction("CREDIT_CARD", "features", 1),
            new Redaction("EMAIL_ADDRESS", "features", 1),
            new Redaction("IP_ADDRESS", "features", 1),
            new Redaction("PHONE_NUMBER", "response", 1),
            new Redaction("EMAIL_ADDRESS", "text", 1));
    assertThat(passed.policyVersion()).isEqualTo("v1");
    assertThat(passed.ethics()).isEmpty();
    assertThat(redactions("open", "EMAIL_ADDRESS")).isEqualTo(2);
  }

  private double redactions(String model, String entity) {
    return driver
        .registry
        .get("plumbline.redactions")
        .tags("model", model, "entity", entity)
        .counter()
        .count();
  }

  @Test
  void shouldForwardUnderTheRequestIdAtEventTime() {
    // When
    driver.send(request("\"timestamp\":\"2026-03-01T12:30:00+01:00\""));

    // Then
    TestRecord<byte[], byte[]> record = driver.rawRedacted().get(0);
    assertThat(record.key()).isEqualTo("r1".getBytes(StandardCharsets.UTF_8));
    assertThat(record.getRecordTime()).isEqualTo(Instant.parse("2026-03-01T11:30:00Z"));
  }

  @Test
  void shouldReadMillisecondsWhenTimestampIsANumber() {
    // When
    driver.send(request("\"timestamp\":1500000000123"));

    // Then
    assertThat(driver.passed().timestamp()).isEqualTo(Instant.ofEpochMilli(1500000000123L));
  }

  @Test
  void shouldTakeTheRecordsTimeWhenTimestampIsMissing() {
    // When
    driver.send(request("\"text\":\"hello\""));

    // Then
    assertThat(driver.passed().timestamp()).isEqualTo(RedactDriver.RECORD_TIME);
  }

  @Test
  void shouldPassAnEmptyTextAndNoTextOn() {
    // When
    driver.send(request("\"text\":\"\""));
    Inference empty = driver.passed();
    driver.send(request("\"features\":{\"age\":42}"));

    // Then
    assertThat(empty.text()).isEmpty();
    assertThat(driver.passed().text()).isNull();
  }

  @Test
  void shouldReplaceLoneSurrogatesWherever() {
    // When
    driver.send(
        """
        {"requestId":"r\\ud800","model":"open","text":"a\\ud800b\\udc00c\\ud83d\\ude00",
         "features":{"k":"v\\ud800"},"attributes":{"language":"e\\ud800"},
         "subject":"s\\ud800","prediction":{"label":"y\\ud800","score":1}}
        """);

    // Then
    Inference passed = driver.passed();
    assertThat(passed.requestId()).isEqualTo("r\ufffd");
    assertThat(passed.text()).isEqualTo("a\ufffdb\ufffdc\ud83d\ude00");
    assertThat(passed.features()).isEqualTo(Map.of("k", "v\ufffd"));
    assertThat(passed.attributes()).isEqualTo(Map.of("language", "e\ufffd"));
    assertThat(passed.prediction().label()).isEqualTo("y\ufffd");
  }

  @Test
  void shouldReplaceBytesThatAreNotUtf8() {
    // Given Latin-1, and a byte order mark
    byte[] latin = request("\"text\":\"caf\u00e9\"").getBytes(StandardCharsets.ISO_8859_1);

    // When
    driver.send(latin, new RecordHeaders());
    Inference replaced = driver.passed();
    driver.send("\ufeff" + request("\"text\":\"marked\""));

    // Then
    assertThat(replaced.text()).isEqualTo("caf\ufffd");
    assertThat(driver.passed().text()).isEqualTo("marked");
  }

  @Test
  void shouldGroupWhatThePolicyDoesNotDeclareUnderOther() {
    // When
    driver.send(
        request("\"attributes\":{\"ageBand\":\"John Smith\",\"language\":\"john@example.com\"}"));
    Inference named = driver.passed();
    driver.send(
        request("\"attributes\":{\"ageBand\":\" \",\"language\":\"" + "x".repeat(65) + "\"}"));

    // Then
    assertThat(named.attributes()).isEqualTo(Map.of("ageBand", "*other", "language", "*other"));
    assertThat(named.redactions()).containsExactly(new Redaction("EMAIL_ADDRESS", "attributes", 1));
    assertThat(driver.passed().attributes()).isEqualTo(Map.of("language", "*other"));
  }

  @Test
  void shouldReplaceARequestIdThatIsPersonalData() {
    // When
    driver.send("{\"requestId\":\"john@example.com\",\"model\":\"open\"}");
    driver.send("{\"requestId\":\"john@example.com\",\"model\":\"open\"}");

    // Then
    var records = driver.rawRedacted();
    assertThat(new String(records.get(0).key(), StandardCharsets.UTF_8)).matches("[0-9a-f]{32}");
    assertThat(records.get(1).key()).isEqualTo(records.get(0).key());
  }

  @Test
  void shouldKeepARandomIdThatLooksLikeANumber() {
    // When
    driver.send("{\"requestId\":\"45572850-0547-1fa5-df69-c7ddca4228cc\",\"model\":\"open\"}");

    // Then
    assertThat(driver.passed().requestId()).isEqualTo("45572850-0547-1fa5-df69-c7ddca4228cc");
  }

  @Test
  void shouldKeepOnlyThePolicysPurpose() {
    // When
    driver.send(
        """
        {"requestId":"r1","model":"support","consent":{"purposes":["marketing","monitoring"]}}
        """);

    // Then
    assertThat(driver.passed().consent()).isEqualTo(new Consent(List.of("monitoring")));
  }

  @Test
  void shouldDropHeadersUnlessAllowed() {
    // Given
    RecordHeaders headers = new RecordHeaders();
    headers.add("user", "john".getBytes(StandardCharsets.UTF_8));
    headers.add("trace", "t1".getBytes(StandardCharsets.UTF_8));
    RedactSettings settings =
        new RedactSettings(
            Set.of("trace"), PatternDetector.DEFAULT_PHONE_REGIONS, null, null, null);

    // When
    try (RedactDriver allowing = new RedactDriver(settings)) {
      allowing.send(request("\"text\":\"\"").getBytes(StandardCharsets.UTF_8), headers);
      driver.send(request("\"text\":\"\"").getBytes(StandardCharsets.UTF_8), headers);

      // Then
      assertThat(allowing.rawRedacted().get(0).headers().toArray())
          .extracting(header -> header.key())
          .containsExactly("trace", "plumbline-arrived");
      assertThat(driver.rawRedacted().get(0).headers().toArray())
          .extracting(header -> header.key())
          .containsExactly("plumbline-arrived");
    }
  }

  @Test
  void shouldRedactTheHeadersThatAreAllowed() {
    // Given
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", "of john@example.com".getBytes(StandardCharsets.UTF_8));
    headers.add(
        "traceparent",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-4532015112830366-01".getBytes(StandardCharsets.UTF_8));
    headers.add(
        "traceparent",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes(StandardCharsets.UTF_8));
    headers.add("binary", new byte[] {(byte) 0xff, 1});
    RedactSettings settings =
        new RedactSettings(
            Set.of("trace", "traceparent", "binary"),
            PatternDetector.DEFAULT_PHONE_REGIONS,
            null,
            null,
            null);

    // When
    try (RedactDriver allowing = new RedactDriver(settings)) {
      allowing.send(request("\"text\":\"\"").getBytes(StandardCharsets.UTF_8), headers);

      // Then
      assertThat(allowing.rawRedacted().get(0).headers().toArray())
          .extracting(header -> new String(header.value(), StandardCharsets.UTF_8))
          .satisfiesExactly(
              first -> assertThat(first).matches("of <EMAIL_ADDRESS:[0-9a-f]{16}>"),
              forged -> assertThat(forged).doesNotContain("4532015112830366"),
              second -> assertThat(second).endsWith("-00f067aa0ba902b7-01"),
              arrived ->
                  assertThat(arrived)
                      .isEqualTo(Long.toString(RedactDriver.RECORD_TIME.toEpochMilli())));
    }
  }

  @Test
  void shouldReadAFeaturesNameAsContextOfItsValue() {
    // When
    driver.send(
        request(
            """
            "features":{"customerSSN":"512345678","customer_ssn":512345678,"units":"512345678",
                        "big":4111111111111111.0,"negative":-4111111111111111,"share":0.25}"""));

    // Then
    assertThat(driver.passed().features())
        .isEqualTo(
            Map.of(
                "customerSSN", "<US_SSN>",
                "customer_ssn", "<US_SSN>",
                "units", "512345678",
                "big", "************1111",
                "negative", "************1111",
                "share", 0.25));
  }

  static String request(String fields) {
    return "{\"requestId\":\"r1\",\"model\":\"open\"," + fields + "}";
  }
}
