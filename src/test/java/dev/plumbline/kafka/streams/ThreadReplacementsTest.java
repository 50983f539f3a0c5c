package dev.plumbline.kafka.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ThreadReplacementsTest {

  private static final Throwable ERROR =
      new IllegalStateException("stage", new IllegalArgumentException("jane@example.org"));

  @Test
  void shouldStopWhenThreadsDieMoreOftenThanAllowed() {
    // Given
    ThreadReplacements replacements = new ThreadReplacements(2, Duration.ofHours(1));

    // When // Then
    assertThat(replacements.answer("redact", ERROR)).isEqualTo(REPLACE_THREAD);
    assertThat(replacements.answer("redact", ERROR)).isEqualTo(REPLACE_THREAD);
    assertThat(replacements.answer("redact", ERROR)).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void shouldForgetADeathWhenItsIntervalHasPassed() {
    // Given: an interval that every later death lies beyond
    ThreadReplacements replacements = new ThreadReplacements(1, Duration.ofNanos(-1));

    // When
    replacements.answer("redact", ERROR);

    // Then
    assertThat(replacements.answer("redact", ERROR)).isEqualTo(REPLACE_THREAD);
  }

  @Test
  void shouldNotLogMessagesWhenTheyMayQuoteARecord() {
    // Given
    Logger logger = (Logger) LoggerFactory.getLogger(ThreadReplacements.class);
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.start();
    logger.addAppender(appender);

    // When
    new ThreadReplacements(1, Duration.ofHours(1)).answer("redact", ERROR);
    logger.detachAppender(appender);

    // Then
    assertThat(appender.list)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getThrowableProxy()).isNull();
              assertThat(event.getFormattedMessage())
                  .contains("java.lang.IllegalStateException <- java.lang.IllegalArgumentException")
                  .doesNotContain("jane@example.org");
            });
  }
}
