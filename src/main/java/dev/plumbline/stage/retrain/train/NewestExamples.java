package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.TrueLabel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The newest of any number of examples, by the time of their labels, as many as are wanted and
 * memory has room for. Of several examples of a request the one counts whose label does by the rule
 * of {@link TrueLabel}. What is kept depends neither on the order nor on repeats, as long as the
 * examples of a request take the same room: what was let go was older than everything kept, and
 * what is kept only gets newer.
 */
final class NewestExamples {

  private final int most;
  private final long room;
  private final Map<String, ExampleLine> byId = new HashMap<>();
  private final TreeSet<ExampleLine> sorted = new TreeSet<>(ExampleLine.OLDEST_FIRST);
  private @Nullable ExampleLine newestLetGo;
  private long taken;
  private boolean full;

  /**
   * @param most examples, at least 1
   * @param room bytes of memory
   */
  NewestExamples(int most, long room) {
    this.most = most;
    this.room = room;
  }

  /** Whether an example of this time can be among the newest; most of a long file cannot. */
  boolean mayKeep(Instant labelledAt) {
    return newestLetGo == null || !labelledAt.isBefore(newestLetGo.labelledAt());
  }

  void add(ExampleLine example) {
    if (newestLetGo != null && ExampleLine.OLDEST_FIRST.compare(example, newestLetGo) <= 0) {
      return;
    }
    ExampleLine before = byId.get(example.requestId());
    if (before != null) {
      if (before.truth().compareTo(example.truth()) > 0) {
        return;
      }
      remove(before);
    }
    byId.put(example.requestId(), example);
    sorted.add(example);
    taken += example.bytes();
    letGo();
  }

  private void letGo() {
    while (sorted.size() > most || (taken > room && sorted.size() > 1)) {
      full |= sorted.size() <= most;
      newestLetGo = sorted.first();
      remove(newestLetGo);
    }
  }

  private void remove(ExampleLine example) {
    byId.remove(example.requestId());
    sorted.remove(example);
    taken -= example.bytes();
  }

  /** Whether memory left no room for as many as were wanted. */
  boolean isFull() {
    return full;
  }

  /** The oldest label first. */
  List<ExampleLine> sorted() {
    return new ArrayList<>(sorted);
  }
}
