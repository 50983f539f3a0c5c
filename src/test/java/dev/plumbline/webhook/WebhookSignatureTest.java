package dev.plumbline.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

  private static final byte[] BODY = "{\"job\":\"j1\",\"state\":\"succeeded\"}".getBytes(UTF_8);

  /** {@code printf '%s.%s' 1767268800 BODY | openssl dgst -sha256 -hmac s3cret}. */
  private static final String BY_OPENSSL =
      "536833b0ffe4a82984da893e786d9c640392df60b0e04513f9d283d09c92c0c9";

  private static final Instant SIGNED = Instant.ofEpochSecond(1_767_268_800);

  @ParameterizedTest
  @CsvSource({"0, true", "300, true", "-300, true", "301, false", "-301, false"})
  void shouldBeGenuineForFiveMinutesWhenSomebodyElseSignedIt(long later, boolean genuine) {
    assertThat(at(SIGNED.plusSeconds(later)).genuine("t=1767268800,v1=" + BY_OPENSSL, BODY))
        .isEqualTo(genuine);
  }

  @Test
  void shouldNotBeGenuineWhenTheBodyTheTimeOrTheSecretIsAnother() {
    String header = "t=1767268800,v1=" + BY_OPENSSL;
    assertThat(at(SIGNED).genuine(header, "{}".getBytes(UTF_8))).isFalse();
    assertThat(at(SIGNED).genuine("t=1767268801,v1=" + BY_OPENSSL, BODY)).isFalse();
    assertThat(new WebhookSignature(SecretText.of("other"), () -> SIGNED).genuine(header, BODY))
        .isFalse();
    assertThat(new WebhookSignature(null, () -> SIGNED).genuine(header, BODY)).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "v1=00", "t=1767268800", "t=x,v1=00", "t=1767268800,v1=00,v1=11"})
  void shouldNotBeGenuineWhenTheHeaderIsNone(String header) {
    assertThat(at(SIGNED).genuine(header, BODY)).isFalse();
  }

  private static WebhookSignature at(Instant now) {
    return new WebhookSignature(SecretText.of("s3cret"), () -> now);
  }
}
