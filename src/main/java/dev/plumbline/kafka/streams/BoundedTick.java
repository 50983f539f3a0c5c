package dev.plumbline.kafka.streams;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Shares the time of a tick among several that may have more work than a tick should take: a
 * backlog of days must not outlive the transaction that the tick is in. Everyone does a small part
 * of its work in its turn, until nobody has any left or the time is spent; who had no turn comes
 * first at the next tick. Not thread-safe.
 *
 * @param <T> who has work
 */
public final class BoundedTick<T> {

  private final Set<T> turns;
  private final long mostMillis;
  private final InstantSource clock;

  /**
   * @param most time after which no further turn begins; the first turn always does
   */
  public BoundedTick(Collection<T> everyone, Duration most, InstantSource clock) {
    this.turns = new LinkedHashSet<>(everyone);
    this.mostMillis = most.toMillis();
    this.clock = clock;
  }

  /**
   * @param turn does a part of one's work; says whether nothing is left of it
   */
  public void run(Predicate<T> turn) {
    long began = clock.millis();
    Deque<T> left = new ArrayDeque<>(turns);
    while (!left.isEmpty()) {
      T next = left.removeFirst();
      turns.remove(next);
      turns.add(next); // the last one at the next tick
      if (!turn.test(next)) {
        left.addLast(next);
      }
      long taken = clock.millis() - began;
      if (taken >= mostMillis || taken < 0) { // the clock was set back
        return;
      }
    }
  }
}
