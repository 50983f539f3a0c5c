package dev.plumbline.stage.score.model;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded queue before a model: it fills a batch, or gives up waiting after the linger. Behind
 * it is a shorter one for work that must not delay this: it is served when nothing else waits, a
 * few at a time, and else one at a time when it has waited for {@link #OVERDUE}, so that a model
 * that is always busy gets there too.
 */
final class ScoringQueue {

  /** So few that work which comes meanwhile hardly waits. */
  private static final int BEHIND_AT_ONCE = 4;

  /** A queue behind of this many is served within as many seconds, however busy the model is. */
  private static final int BEHIND_CAPACITY = 16;

  private static final Duration OVERDUE = Duration.ofSeconds(1);

  private final Lock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition emptied = lock.newCondition();
  private final Deque<ScoringTask> queue = new ArrayDeque<>();
  private final Deque<ScoringTask> behind = new ArrayDeque<>();
  private final int capacity;
  private final int batchSize;
  private final int window;
  private final Duration linger;
  private long lastServedBehind = System.nanoTime();

  /**
   * @param batchSize what the linger waits for
   * @param window the most that one call takes when more is there already
   */
  ScoringQueue(int capacity, int batchSize, int window, Duration linger) {
    this.capacity = capacity;
    this.batchSize = batchSize;
    this.window = window;
    this.linger = linger;
  }

  /**
   * @return false when there was no room after {@code patience}
   */
  boolean offer(ScoringTask work, Duration patience) throws InterruptedException {
    return offer(work, queue, capacity, patience);
  }

  /** The same for work that may wait for all other. */
  boolean offerBehind(ScoringTask work, Duration patience) throws InterruptedException {
    return offer(work, behind, BEHIND_CAPACITY, patience);
  }

  private boolean offer(ScoringTask work, Deque<ScoringTask> to, int most, Duration patience)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.toNanos();
      while (to.size() >= most) {
        if (left <= 0) {
          return false;
        }
        left = emptied.awaitNanos(left);
      }
      to.add(work);
      filled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the first, then at most the linger for a full batch.
   *
   * @param taken gets at least one, unless interrupted
   */
  void takeInto(List<ScoringTask> taken) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty() && behind.isEmpty()) {
        filled.await();
      }
      if (queue.isEmpty()) {
        takeBehind(taken, BEHIND_AT_ONCE);
        return;
      }
      if (System.nanoTime() - lastServedBehind >= OVERDUE.toNanos()) {
        takeBehind(taken, 1);
      }
      fill(taken);
    } finally {
      emptied.signalAll();
      if (!queue.isEmpty() || !behind.isEmpty()) {
        filled.signal(); // another thread's, if one waits
      }
      lock.unlock();
    }
  }

  private void fill(List<ScoringTask> taken) throws InterruptedException {
    long left = linger.toNanos();
    drain(queue, taken, window);
    while (taken.size() < batchSize && left > 0) {
      emptied.signalAll();
      left = filled.awaitNanos(left);
      drain(queue, taken, batchSize);
    }
  }

  private void takeBehind(List<ScoringTask> taken, int most) {
    drain(behind, taken, taken.size() + most);
    lastServedBehind = System.nanoTime();
  }

  private static void drain(Deque<ScoringTask> from, List<ScoringTask> to, int size) {
    while (to.size() < size && !from.isEmpty()) {
      to.add(from.remove());
    }
  }

  /** What nobody will take any more. */
  List<ScoringTask> drain() {
    lock.lock();
    try {
      List<ScoringTask> left = new ArrayList<>(queue);
      left.addAll(behind);
      queue.clear();
      behind.clear();
      emptied.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }
}
