package dev.plumbline.kafka.retention;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Which ids of a model are older than they may become, without a scan of everything. Ids lie in
 * blocks of event time, a block in chunks of up to {@value RetentionChunk#MOST} ids, a chunk in one
 * entry of the store. Whole chunks are removed, the oldest blocks first, so an id may stay for as
 * long as its block lasts after its own time has passed: at most {@link #BLOCK}.
 *
 * <p>The index drains faster than it fills. A removal takes away every chunk that is due, up to
 * {@value #LEAST_ALLOWED} chunks and {@value #ALLOWED_FOR_EACH} more for each that was begun since
 * the last removal. If w chunks were begun and a removal still does not finish, it has taken away
 * {@value #LEAST_ALLOWED} + 2w: there are at least {@value #LEAST_ALLOWED} + w fewer than before,
 * however fast they come. The limit keeps a removal short, so that several fit into a tick: {@value
 * #LEAST_ALLOWED} full chunks are 8,192 ids, about an eighth of a second's work where each of them
 * is a record to delete. It is reached only when event time jumps, as after a pause of days, or
 * when more ids a tick are due than a task could take in.
 *
 * <p>The store holds all of the index; the chunks that take new ids are in memory too, and others
 * begin after a restart. Not thread-safe.
 */
public final class RetentionIndex {

  /** The length of a block in event time. */
  public static final Duration BLOCK = Duration.ofSeconds(10);

  static final int LEAST_ALLOWED = 64;
  static final int ALLOWED_FOR_EACH = 2;

  /** Chunks that one look into the store brings into memory. */
  private static final int AT_ONCE = 64;

  /** Chunks that take new ids; one more, and all of them begin anew. */
  private static final int MOST_OPEN = 64;

  /** Further than any time; with it added, numbers in keys are positive. */
  private static final long FAR = 1L << 60;

  private static final long SHIFT = 1L << 61;

  private static final class OfModel {
    private int begun;

    /** No earlier block is in the store, so none needs a look at what was removed from it. */
    private long oldest = block(Long.MIN_VALUE);
  }

  private final KeyValueStore<String, byte[]> store;
  private final Map<String, OfModel> models = new HashMap<>();
  private final Map<String, RetentionChunk> open = new HashMap<>();

  public RetentionIndex(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  /** Cached, so that a chunk that grows is written to the changelog once a commit. */
  public static StoreBuilder<?> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled();
  }

  /** The start of the block that a time is in; both epoch milliseconds. */
  public static long block(long time) {
    long length = BLOCK.toMillis();
    return Math.floorDiv(Math.max(-FAR, Math.min(FAR, time)), length) * length;
  }

  /**
   * @param time event time of all the ids, or of the block they are in; epoch milliseconds
   */
  public void add(String model, long time, List<RetainedId> ids) {
    OfModel of = inMemory(model);
    of.oldest = Math.min(of.oldest, block(time));
    String block = key(model, block(time));
    for (int next = 0; next < ids.size(); ) {
      RetentionChunk chunk = open(of, block, ids.get(next));
      do {
        chunk.add(ids.get(next++));
      } while (next < ids.size() && !chunk.isFull());
      store.put(chunk.key(), chunk.toBytes());
    }
  }

  /**
   * Hands over, once, ids of blocks that end at or before {@code limit}, the oldest blocks first.
   *
   * @param limit epoch milliseconds
   * @return whether none is left
   */
  public boolean removeBefore(String model, long limit, Consumer<RetainedId> expired) {
    OfModel of = inMemory(model);
    int allowed = LEAST_ALLOWED + ALLOWED_FOR_EACH * of.begun;
    of.begun = 0;
    Due entries =
        new Due(
            EarlierLayouts.entryKey(model, 0),
            EarlierLayouts.entryKey(model, limit),
            EarlierLayouts::entry);
    Due blocks = new Due(key(model, of.oldest), key(model, block(limit)), RetentionChunk::read);
    open.keySet().removeIf(blocks::includes);
    int left = remove(blocks, remove(entries, allowed, expired), expired);
    if (left > 0) {
      of.oldest = Math.max(of.oldest, block(limit));
    }
    return left > 0;
  }

  /** The keys of {@code [from, to)}, none of which is {@code to}, and what their values say. */
  private record Due(String from, String to, Function<byte[], List<RetainedId>> reader) {
    boolean includes(String key) {
      return key.compareTo(from) >= 0 && key.compareTo(to) < 0;
    }
  }

  /**
   * @return how many more chunks may be removed; 0 when not all were
   */
  private int remove(Due due, int allowed, Consumer<RetainedId> expired) {
    int left = allowed;
    String from = due.from();
    boolean more = true;
    while (left > 0 && more) {
      int most = Math.min(left, AT_ONCE);
      List<KeyValue<String, byte[]>> chunks = first(from, due.to(), most);
      for (KeyValue<String, byte[]> chunk : chunks) {
        store.delete(chunk.key);
        due.reader().apply(chunk.value).forEach(expired);
        from = chunk.key;
      }
      left -= chunks.size();
      more = chunks.size() == most;
    }
    return left;
  }

  private List<KeyValue<String, byte[]>> first(String from, String to, int most) {
    List<KeyValue<String, byte[]>> found = new ArrayList<>();
    if (from.compareTo(to) >= 0) {
      return found;
    }
    try (KeyValueIterator<String, byte[]> entries = store.range(from, to)) {
      while (entries.hasNext() && found.size() < most) {
        found.add(entries.next());
      }
    }
    return found;
  }

  /** The block's chunk that takes new ids; a chunk is named by the first of its ids. */
  private RetentionChunk open(OfModel of, String block, RetainedId first) {
    RetentionChunk chunk = open.get(block);
    if (chunk != null && !chunk.isFull()) {
      return chunk;
    }
    if (open.size() >= MOST_OPEN) {
      open.clear();
    }
    RetentionChunk next = new RetentionChunk(block + "|" + first.id());
    byte[] before = store.get(next.key()); // the same id came before the restart, or came twice
    if (before != null) {
      RetentionChunk.read(before).forEach(next::add);
    }
    open.put(block, next);
    of.begun++;
    return next;
  }

  private OfModel inMemory(String model) {
    return models.computeIfAbsent(model, name -> new OfModel());
  }

  /** Sorts by model, then time, behind {@link EarlierLayouts#entryKey}. */
  private static String key(String model, long block) {
    return model + "|" + String.format(Locale.ROOT, "%020d", block + SHIFT);
  }
}
