package dev.plumbline.stage.alert.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * At most so many messages in any span of time. It remembers when the last ones went out: a bucket
 * of tokens would let a full bucket and its refill through in one span, twice what was promised.
 * Not thread-safe.
 */
public final class RateLimit {

  private final int atMost;
  private final Duration per;
  private final Deque<Instant> sent = new ArrayDeque<>();

  /**
   * @throws IllegalArgumentException unless both are positive
   */
  public RateLimit(int atMost, Duration per) {
    if (atMost < 1 || per.isZero() || per.isNegative()) {
      throw new IllegalArgumentException("a rate limit of " + atMost + " per " + per);
    }
    this.atMost = atMost;
    this.per = per;
  }

  boolean allows(Instant now) {
    while (!sent.isEmpty() && over(sent.getFirst(), now)) {
      sent.removeFirst();
    }
    return sent.size() < atMost;
  }

  void count(Instant now) {
    sent.addLast(now);
  }

  /** What lies in the future is from before the machine's clock was set back. */
  private boolean over(Instant then, Instant now) {
    return then.isAfter(now) || !then.plus(per).isAfter(now);
  }
}
