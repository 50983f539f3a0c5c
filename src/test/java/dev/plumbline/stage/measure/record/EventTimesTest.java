package dev.plumbline.stage.measure.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's own parser is the oracle. */
class EventTimesTest {

  @Test
  void shouldAgreeWithTheJdkWhenTimesAreUsual() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      // Given
      long millis = (long) (random.nextDouble() * 253_402_300_799_000L) - 62_135_596_800_000L;
      Instant instant = Instant.ofEpochMilli(millis).plusNanos(random.nextInt(1_000_000));
      Instant written = i % 3 == 0 ? instant.truncatedTo(ChronoUnit.SECONDS) : instant;
      // When
      long parsed = EventTimes.parse(written.toString());
      // Then
      assertThat(parsed).as(written.toString()).isEqualTo(written.toEpochMilli());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-28T23:59:59Z",
        "2024-02-29T00:00:00Z",
        "2026-03-31T12:00:00.5Z",
        "2026-03-31T12:00:00.12Z",
        "2026-03-31T12:00:00.123456789Z",
        "1969-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "2026-03-01T12:00:00+02:00"
      })
  void shouldAgreeWithTheJdkWhenTimesAreOdd(String text) {
    assertThat(EventTimes.parse(text)).isEqualTo(Instant.parse(text).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "now",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-01T25:00:00Z",
        "2026-01-01T00:00:61Z",
        "2026-01-01 00:00:00Z",
        "2026-01-01T00:00:00.Zz",
        "2026-01-01T00:00:00.1234567890Z",
        "2026-01-0aT00:00:00Z",
        "2026/01/01T00:00:00Z"
      })
  void shouldRefuseWhenTheJdkDoes(String text) {
    assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> EventTimes.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
