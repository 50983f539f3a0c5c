package dev.plumbline.stage.score.model;

import dev.plumbline.event.Prediction;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A scorer that can be replaced between two batches. Batches hold the read lock, so a replaced
 * scorer is closed only when no batch is on it.
 */
final class SwappableScorer implements TextScorer {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private TextScorer current;

  SwappableScorer(TextScorer first) {
    this.current = first;
  }

  /** From now on {@code next} scores; the one before is closed. */
  void swap(TextScorer next) {
    TextScorer before;
    Lock write = lock.writeLock();
    write.lock();
    try {
      before = current;
      current = next;
    } finally {
      write.unlock();
    }
    before.close();
  }

  @Override
  public List<Prediction> score(List<String> texts) {
    Lock read = lock.readLock();
    read.lock();
    try {
      return current.score(texts);
    } finally {
      read.unlock();
    }
  }

  @Override
  public String modelVersion() {
    return current().modelVersion();
  }

  @Override
  public List<String> labels() {
    return current().labels();
  }

  @Override
  public String device() {
    return current().device();
  }

  @Override
  public void close() {
    Lock write = lock.writeLock();
    write.lock();
    try {
      current.close();
    } finally {
      write.unlock();
    }
  }

  private TextScorer current() {
    Lock read = lock.readLock();
    read.lock();
    try {
      return current;
    } finally {
      read.unlock();
    }
  }
}
