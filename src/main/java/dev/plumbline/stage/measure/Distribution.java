package dev.plumbline.stage.measure;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each bin of a signal was seen. A commutative monoid under {@link #merge} with {@link
 * #EMPTY}; immutable.
 *
 * @param bins value (categorical) or bin number (numeric) to count
 */
record Distribution(Map<String, Long> bins) {

  static final Distribution EMPTY = new Distribution(Map.of());

  Distribution {
    bins = Collections.unmodifiableMap(new TreeMap<>(bins));
  }

  Distribution merge(Distribution other) {
    Map<String, Long> sum = new TreeMap<>(bins);
    other.bins.forEach((bin, count) -> sum.merge(bin, count, Long::sum));
    return new Distribution(sum);
  }

  long total() {
    return bins.values().stream().mapToLong(Long::longValue).sum();
  }
}
