package dev.plumbline.stage.measure.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Numbers for the words that return in every record - groups, labels, versions - so that a kept
 * prediction takes tens of bytes, not hundreds. Bounded, because anyone can send new ones: words
 * beyond the bound, and long ones, are written out.
 */
public final class Dictionary {

  private static final int MOST = 1 << 14;
  private static final int LONGEST = 128;
  private static final int WRITTEN_OUT = -1;

  private final KeyValueStore<String, Long> store;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  public Dictionary(KeyValueStore<String, Long> store) {
    this.store = store;
    Map<Integer, String> stored = new HashMap<>();
    try (KeyValueIterator<String, Long> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<String, Long> entry = entries.next();
        stored.put(entry.value.intValue(), entry.key);
      }
    }
    for (int number = 0; number < stored.size(); number++) {
      String word = stored.get(number);
      if (word == null) {
        throw new IllegalStateException("the store of words lacks number " + number);
      }
      remember(word);
    }
  }

  public void pack(String word, VarintWriter to) {
    Integer number = numbers.get(word);
    if (number == null && words.size() < MOST && word.length() <= LONGEST) {
      store.put(word, (long) words.size());
      number = remember(word);
    }
    if (number == null) {
      to.number(WRITTEN_OUT).text(word);
    } else {
      to.number(number);
    }
  }

  public String unpack(VarintReader from) {
    int number = (int) from.number();
    return number == WRITTEN_OUT ? from.text() : words.get(number);
  }

  private int remember(String word) {
    int number = words.size();
    words.add(word);
    numbers.put(word, number);
    return number;
  }
}
