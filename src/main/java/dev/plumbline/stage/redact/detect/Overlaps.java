package dev.plumbline.stage.redact.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Overlapping detections resolve by score, then length, then position. */
final class Overlaps {

  private Overlaps() {}

  /** What stays, in the order of the text. */
  static List<Detection> resolve(List<Detection> candidates) {
    List<Detection> strongestFirst = new ArrayList<>(candidates);
    strongestFirst.sort(Detection.BY_STRENGTH);
    TreeMap<Integer, Detection> kept = new TreeMap<>();
    for (Detection candidate : strongestFirst) {
      Map.Entry<Integer, Detection> before = kept.lowerEntry(candidate.end());
      if (before == null || before.getValue().end() <= candidate.start()) {
        kept.put(candidate.start(), candidate);
      }
    }
    return List.copyOf(kept.values());
  }
}
