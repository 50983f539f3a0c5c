package dev.plumbline.stage.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.DeadLetterCause;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request's time, in every way in which producers write it. */
class RedactTimestampTest {

  private final RedactDriver driver = new RedactDriver();

  @AfterEach
  void close() {
    driver.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1740787200 | 2025-03-01T00:00:00Z",
        "1740787200.5 | 2025-03-01T00:00:00.500Z",
        "1740787200123 | 2025-03-01T00:00:00.123Z",
        "1740787200123456 | 2025-03-01T00:00:00.123456Z",
        "\"1740787200123\" | 2025-03-01T00:00:00.123Z",
        "\"2025-03-01 01:00:00+0100\" | 2025-03-01T00:00:00Z",
        "\"2025-03-01T00:00:00\" | 2025-03-01T00:00:00Z",
        "\"2025-03-01\" | 2025-03-01T00:00:00Z",
      })
  void shouldReadTheTime(String written, Instant expected) {
    driver.send(request(written));
    assertThat(driver.passed().timestamp()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1e-400", "\"1970-01-01T00:00:00Z\"", "631151999"})
  void shouldRefuseTimesBefore1990(String written) {
    driver.send(request(written));
    DeadLetterCause cause = driver.stopped().cause();
    assertThat(cause.errorClass()).isEqualTo("bad_timestamp");
    assertThat(cause.reason()).isEqualTo("timestamp is before 1990");
  }

  @Test
  void shouldRefuseNumbersThatAreNoTime() {
    driver.send(request("1e300"));
    assertThat(driver.stopped().cause().reason())
        .isEqualTo("timestamp is too large a number to be a time");
  }

  private static String request(String timestamp) {
    return "{\"requestId\":\"r1\",\"model\":\"open\",\"timestamp\":%s}".formatted(timestamp);
  }
}
