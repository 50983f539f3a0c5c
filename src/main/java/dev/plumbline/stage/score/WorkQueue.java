package dev.plumbline.stage.score;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The bounded queue before a model: it fills a batch, or gives up waiting after the linger. */
final class WorkQueue {

  private final BlockingQueue<Work> queue;
  private final int batchSize;
  private final int window;
  private final Duration linger;

  /**
   * @param batchSize what the linger waits for
   * @param window the most that one call takes when more is there already
   */
  WorkQueue(int capacity, int batchSize, int window, Duration linger) {
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.batchSize = batchSize;
    this.window = window;
    this.linger = linger;
  }

  boolean offer(Work work, Duration patience) throws InterruptedException {
    return queue.offer(work, patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Waits for the first, then at most the linger for a full batch.
   *
   * @param taken gets at least one, unless interrupted
   */
  void takeInto(List<Work> taken) throws InterruptedException {
    taken.add(queue.take());
    long deadline = System.nanoTime() + linger.toNanos();
    queue.drainTo(taken, window - taken.size());
    while (taken.size() < batchSize) {
      Work next = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      taken.add(next);
    }
  }

  /** What nobody will take any more. */
  List<Work> drain() {
    List<Work> left = new ArrayList<>();
    queue.drainTo(left);
    return left;
  }
}
