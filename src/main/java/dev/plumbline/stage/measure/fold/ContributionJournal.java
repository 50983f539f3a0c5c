package dev.plumbline.stage.measure.fold;

import dev.plumbline.stage.measure.record.EventContribution;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The contributions since the last tick, in a logged and cached store, so that a crash between two
 * ticks loses none: a commit may come at any time, and there is no hook before it. Several share a
 * block, and the blocks' numbers start again after every tick, so that the changelog gets a block,
 * not a tombstone a record.
 */
public final class ContributionJournal {

  private static final int PER_BLOCK = 16;

  private final KeyValueStore<Integer, byte[]> store;
  private final RecordCodec codec;
  private final VarintWriter block = new VarintWriter();
  private int number;
  private int inBlock;

  ContributionJournal(KeyValueStore<Integer, byte[]> store, RecordCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  /** Hands over what an earlier owner of the task wrote, then goes on behind it. */
  void restore(Consumer<EventContribution> each) {
    try (KeyValueIterator<Integer, byte[]> blocks = store.all()) {
      while (blocks.hasNext()) {
        KeyValue<Integer, byte[]> next = blocks.next();
        number = Math.max(number, next.key + 1);
        VarintReader from = RecordCodec.open(next.value);
        while (from.hasMore()) {
          each.accept(codec.contribution(from));
        }
      }
    }
  }

  void append(EventContribution contribution) {
    if (inBlock == 0) {
      RecordCodec.begin(block);
    }
    codec.pack(contribution, block);
    store.put(number, block.toBytes());
    if (++inBlock == PER_BLOCK) {
      nextBlock();
    }
  }

  /** Everything was sent on. */
  void clear() {
    int written = inBlock == 0 ? number : number + 1;
    for (int each = 0; each < written; each++) {
      store.delete(each);
    }
    nextBlock();
    number = 0;
  }

  private void nextBlock() {
    inBlock = 0;
    number++;
  }
}
