package dev.plumbline.stage.redact.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.PrivacyPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight times the text takes about eight times as long; a square would take sixty-four times. */
class PatternDetectorTimeTest {

  private static final PatternDetector ALL =
      new PatternDetector(PrivacyPolicy.ENTITIES, PatternDetector.DEFAULT_PHONE_REGIONS);
  private static final int SMALL = 1 << 14;
  private static final int LARGE = 1 << 17;
  private static final double MOST = 24;
  private static final double NOISE_MILLIS = 200;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "12 ",
        "1.",
        "a@",
        "a.",
        "a.a@",
        "a:",
        "::",
        "1:2:",
        "http://",
        "://",
        "www.",
        "a/b.",
        "AB12",
        "((((1",
        "4111 ",
        "415-555-2671-",
        "a'a",
        "x@a.b-",
        "<A",
        "*",
        "\u0661",
        "\u200b1",
        "a-",
        "GB29 NWBK ",
        "eyJ",
        "eyJaaaaaaaaaa.aaaa.",
        "-----BEGIN PRIVATE KEY-----",
        "passport ",
        "DE 123 456 789 ",
        "2024-01-15T10:30",
        "身份证号",
        "京A1",
        "0532 123 45 67 ",
        "1 2-3.4/5:6 "
      })
  void shouldTakeLinearTimeWhenTextIsHostile(String unit) {
    // Given
    millis(unit, SMALL);

    // When
    double small = millis(unit, SMALL);
    double large = millis(unit, LARGE);

    // Then
    assertThat(large).isLessThan(MOST * small + NOISE_MILLIS);
  }

  @Test
  void shouldTakeLinearTimeWhenTextIsAMegabyteOfDigits() {
    // Given
    millis("1", LARGE);

    // When
    double small = millis("1", LARGE);
    double large = millis("1", 8 * LARGE);

    // Then
    assertThat(large).isLessThan(MOST * small + NOISE_MILLIS);
  }

  private static double millis(String unit, int length) {
    String text = unit.repeat(length / unit.length());
    long start = System.nanoTime();
    ALL.detect(text);
    return (System.nanoTime() - start) / 1e6;
  }
}
