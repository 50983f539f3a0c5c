package dev.plumbline.kafka.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * When a request came to the broker: the raw record's timestamp, which every topic behind replaces
 * by its own. It travels in a header, as digits of epoch milliseconds, and ends in a histogram that
 * no result depends on.
 */
public final class ArrivalLatency {

  /** Written by redact, passed on by score. */
  public static final String HEADER = "plumbline-arrived";

  private static final int DIGITS = 13;

  /** Coarse: a scrape holds a series for each, by model. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5)
  };

  private final Map<String, Timer> byModel = new ConcurrentHashMap<>();
  private final MeterRegistry registry;

  public ArrivalLatency(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A histogram of durations from milliseconds to minutes. */
  public static Timer.Builder histogram(String name) {
    return Timer.builder(name).serviceLevelObjectives(BOUNDS);
  }

  /**
   * @param arrived epoch milliseconds
   */
  public static void note(Headers headers, long arrived) {
    headers.add(HEADER, Long.toString(arrived).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Adds to the histogram of the model; a record without the header is not counted, and clocks that
   * disagree make no negative time.
   *
   * @param now epoch milliseconds
   */
  public void scored(String model, Headers headers, LongSupplier now) {
    long arrived = read(headers.lastHeader(HEADER));
    if (arrived >= 0) {
      byModel
          .computeIfAbsent(model, this::timer)
          .record(Math.max(0, now.getAsLong() - arrived), TimeUnit.MILLISECONDS);
    }
  }

  private Timer timer(String model) {
    return histogram("plumbline.latency")
        .tag("model", model)
        .description("from a request's arrival at the broker to its scored record")
        .register(registry);
  }

  private static long read(@Nullable Header header) {
    if (header == null || header.value() == null || header.value().length > DIGITS) {
      return -1;
    }
    long millis = 0;
    for (byte digit : header.value()) {
      if (digit < '0' || digit > '9') {
        return -1;
      }
      millis = 10 * millis + digit - '0';
    }
    return millis;
  }
}
