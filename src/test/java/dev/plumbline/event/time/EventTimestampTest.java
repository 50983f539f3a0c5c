package dev.plumbline.event.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected instants are written out by hand, or the JDK's own parser says them. */
class EventTimestampTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-01-31T12:00:00Z | 2026-01-31T12:00:00Z",
        "2026-01-31t12:00:00z | 2026-01-31T12:00:00Z",
        "2026-01-31 12:00:00 | 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00 | 2026-01-31T12:00:00Z",
        "2026-01-31T12:00 | 2026-01-31T12:00:00Z",
        "2026-01-31 | 2026-01-31T00:00:00Z",
        "2026-01-31T12:00:00.123456789Z | 2026-01-31T12:00:00.123456789Z",
        "2026-01-31T12:00:00.5Z | 2026-01-31T12:00:00.5Z",
        "2026-01-31T12:00:00,25 | 2026-01-31T12:00:00.25Z",
        "2026-01-31T12:00:00.1234567899Z | 2026-01-31T12:00:00.123456789Z",
        "2026-01-31T12:00:00+01:00 | 2026-01-31T11:00:00Z",
        "2026-01-31T12:00:00+0100 | 2026-01-31T11:00:00Z",
        "2026-01-31T12:00:00+01 | 2026-01-31T11:00:00Z",
        "2026-01-31T12:00:00-09:30 | 2026-01-31T21:30:00Z",
        "2026-01-31 12:00:00 +0000 | 2026-01-31T12:00:00Z",
        "2026-01-31 12:00:00.5 UTC | 2026-01-31T12:00:00.5Z",
        "2026-01-31T12:00+01:00[Europe/Berlin] | 2026-01-31T11:00:00Z",
        "2016-12-31T23:59:60Z | 2016-12-31T23:59:59Z",
        "1990-01-01T00:00:00Z | 1990-01-01T00:00:00Z",
      })
  void shouldReadIso(String text, Instant expected) {
    assertThat(EventTimestamp.parse(text)).isEqualTo(expected);
    assertThat(EventTimestamp.parse(" " + text + "\n")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1767225600, 2026-01-01T00:00:00Z",
    "1767225600.25, 2026-01-01T00:00:00.25Z",
    "1.7672256E9, 2026-01-01T00:00:00Z",
    "1767225600123, 2026-01-01T00:00:00.123Z",
    "1767225600123.5, 2026-01-01T00:00:00.123500Z",
    "1767225600123456, 2026-01-01T00:00:00.123456Z",
    "1767225600123456789, 2026-01-01T00:00:00.123456789Z",
    "631152000, 1990-01-01T00:00:00Z",
    "631152000000, 1990-01-01T00:00:00Z",
    "631152000000000, 1990-01-01T00:00:00Z",
    "631152000000000000, 1990-01-01T00:00:00Z",
    "99999999999, 5138-11-16T09:46:39Z",
  })
  void shouldTellTheUnitOfANumberByItsSize(String text, Instant expected) {
    assertThat(EventTimestamp.parse(text)).isEqualTo(expected);
  }

  @Test
  void shouldCutWhatIsFinerThanAMillisecondWhenAskedForMilliseconds() {
    assertThat(EventTimestamp.millis("2026-01-01T00:00:00.1239Z")).isEqualTo(1_767_225_600_123L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "631151999",
        "1e-9",
        "1e-999999999",
        "1989-12-31T23:59:59.999Z",
        "0001-01-01"
      })
  void shouldRefuseWhatIsBefore1990(String text) {
    assertThatThrownBy(() -> EventTimestamp.parse(text))
        .isInstanceOf(TimestampException.class)
        .hasMessage("is before 1990");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e300", "1e999999999", "100000000000000000000", "99999999999999999999999"})
  void shouldRefuseNumbersThatAreTooLarge(String text) {
    assertThatThrownBy(() -> EventTimestamp.parse(text))
        .isInstanceOf(TimestampException.class)
        .hasMessage("is too large a number to be a time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "NaN",
        "Infinity",
        "1e9999999999",
        "0x7fffffff",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-01T25:00:00Z",
        "2026-01-01T00:00:61Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00.Zz",
        "2026-01-01T",
        "2026-01-01T12",
        "2026-01-01T12:00:00+",
        "2026-01-01T12:00:00+1",
        "2026-01-01T12:00:00+25:00",
        "2026-01-01T12:00:00+01:75",
        "2026-01-01T12:00:00+01:00[",
        "2026-01-01T12:00:00 Europe/Berlin",
        "2026-01-0aT00:00:00Z",
        "2026-01-01T00:00:0\u0661Z",
        "2026/01/01T00:00:00Z",
        "01.02.2026",
        "00000000000000000000000000000000000000000000000000000001767225600"
      })
  void shouldSayWhatItReadsWhenATextIsNoTime(String text) {
    assertThatThrownBy(() -> EventTimestamp.parse(text))
        .isInstanceOf(TimestampException.class)
        .hasMessage(
            "is neither ISO-8601 nor a number of seconds, milliseconds, microseconds or nanoseconds"
                + " since 1970");
  }
}
