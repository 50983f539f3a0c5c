package dev.plumbline.stage.redact.detect;

import dev.plumbline.stage.redact.detect.finder.Detection;
import dev.plumbline.stage.redact.detect.finder.DetectionCandidates.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Overlapping detections resolve by score, then length, then nearness of a context word. */
final class OverlapResolver {

  private OverlapResolver() {}

  /** What stays, in the order of the text. */
  static List<Detection> resolve(List<Candidate> candidates) {
    if (candidates.size() == 1) {
      return List.of(candidates.get(0).detection());
    }
    List<Candidate> strongestFirst = new ArrayList<>(candidates);
    Collections.sort(strongestFirst);
    TreeMap<Integer, Detection> kept = new TreeMap<>();
    for (Candidate strong : strongestFirst) {
      Detection candidate = strong.detection();
      Map.Entry<Integer, Detection> before = kept.lowerEntry(candidate.end());
      if (before == null || before.getValue().end() <= candidate.start()) {
        kept.put(candidate.start(), candidate);
      }
    }
    return List.copyOf(kept.values());
  }
}
