package dev.plumbline.kafka.client;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Notes what a follower hands it; 13 is more than it can bear. */
final class NotedRecords implements RecordListener<Long> {

  static final String SECRET = "4111 1111";

  private final List<Long> values = new CopyOnWriteArrayList<>();
  private final List<Integer> forgotten = new CopyOnWriteArrayList<>();
  private final ConcurrentSkipListMap<Long, Long> unsettled = new ConcurrentSkipListMap<>();
  private final AtomicInteger worked = new AtomicInteger();

  @Override
  public void offer(Long value, int partition, long offset) {
    if (value == 13) {
      throw new IllegalStateException(SECRET);
    }
    values.add(value);
    unsettled.put(offset, value);
  }

  @Override
  public boolean work(BooleanSupplier readToTheEnd) {
    worked.incrementAndGet();
    return false;
  }

  @Override
  public OptionalLong committable(int partition, long position) {
    return OptionalLong.of(unsettled.isEmpty() ? position : unsettled.firstKey());
  }

  @Override
  public void forget(int partition) {
    forgotten.add(partition);
    unsettled.clear();
  }

  void settle(Long value) {
    unsettled.values().removeIf(value::equals);
  }

  List<Long> values() {
    return List.copyOf(values);
  }

  List<Integer> forgotten() {
    return List.copyOf(forgotten);
  }

  int worked() {
    return worked.get();
  }
}
