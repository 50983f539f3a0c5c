package dev.plumbline.policy.drift;

import dev.plumbline.event.TimeSpan;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The distributions that drift is measured against, as {@code plumbline baseline} writes them.
 *
 * @param policyVersion hash of the policy that it was made under
 * @param period event time that it covers
 * @param records scored records, duplicates left out
 * @param signals bin to count, by {@code SIGNAL|attribute=group}; sorted
 * @param version hash of its file
 */
public record DriftBaseline(
    String model,
    String policyVersion,
    TimeSpan period,
    long records,
    Map<String, Map<String, Long>> signals,
    String version) {
  public DriftBaseline {
    Map<String, Map<String, Long>> sorted = new TreeMap<>();
    signals.forEach(
        (key, bins) -> sorted.put(key, Collections.unmodifiableMap(new TreeMap<>(bins))));
    signals = Collections.unmodifiableMap(sorted);
  }

  public static String key(String signal, String attribute, String group) {
    return signal + "|" + attribute + "=" + group;
  }
}
