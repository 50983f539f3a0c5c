package dev.plumbline.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Waits after failures: from a second doubling to a minute, give or take a quarter so that a
 * receiver that comes back is not hit by all senders at once.
 */
public final class RetryBackoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final RandomGenerator random;
  private Duration next = FIRST;
  private Instant until = Instant.MIN;
  private int failures;

  public RetryBackoff(RandomGenerator random) {
    this.random = random;
  }

  /** A wait longer than any is from before the machine's clock was set back. */
  public boolean over(Instant now) {
    return !now.isBefore(until) || until.isAfter(now.plus(LONGEST));
  }

  /**
   * @param asked what the receiver asked to wait, which counts up to a minute
   */
  public void failed(Instant now, @Nullable Duration asked) {
    Duration mine = Duration.ofMillis((long) (next.toMillis() * random.nextDouble(0.75, 1.25)));
    Duration longer = asked != null && asked.compareTo(mine) > 0 ? asked : mine;
    until = now.plus(shorter(longer, LONGEST));
    next = shorter(next.multipliedBy(2), LONGEST);
    failures++;
  }

  /**
   * @return whether the receiver had been down: it failed more than once in a row
   */
  public boolean succeeded() {
    boolean wasDown = failures > 1;
    next = FIRST;
    failures = 0;
    return wasDown;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
