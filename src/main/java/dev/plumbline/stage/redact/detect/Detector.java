package dev.plumbline.stage.redact.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the entities it is told to. Immutable and safe for many threads. */
public final class Detector {

  /** National telephone numbers are looked for in these unless told otherwise. */
  public static final List<String> DEFAULT_PHONE_REGIONS = List.of("US", "GB");

  /** Below it a shape alone is too common to be called personal data. */
  private static final double LEAST_SCORE = 0.4;

  private static final int MOST_ROUNDS = 20;

  private final List<Recognizer> recognizers;

  /**
   * @param phoneRegions ISO 3166 codes
   * @throws IllegalArgumentException when an entity or a region is unknown
   */
  public Detector(Set<String> entities, List<String> phoneRegions) {
    this.recognizers = RecognizerFiles.load(entities, phoneRegions);
  }

  /**
   * The detections in the order of the text, without overlaps. Looks again after covering what it
   * found, until nothing is left: what a stronger neighbour overlapped may be data of its own.
   *
   * @throws IllegalStateException when twenty rounds were not enough
   */
  public List<Detection> detect(String text) {
    FoldedText folded = FoldedText.of(text);
    Placeholders.cover(folded);
    List<Detection> found = new ArrayList<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<Detection> more = Overlaps.resolve(candidates(folded));
      if (more.isEmpty()) {
        found.sort(Detection.BY_POSITION);
        return List.copyOf(found);
      }
      for (Detection detection : more) {
        folded.cover(detection.start(), detection.end());
        found.add(original(folded, detection));
      }
    }
    throw new IllegalStateException("detection did not settle");
  }

  private List<Detection> candidates(FoldedText text) {
    TextProfile profile = TextProfile.of(text);
    List<Detection> candidates = new ArrayList<>();
    for (Recognizer recognizer : recognizers) {
      if (profile.has(recognizer.trigger())) {
        recognizer.find(text, candidates);
      }
    }
    candidates.removeIf(candidate -> candidate.score() < LEAST_SCORE);
    return candidates;
  }

  private static Detection original(FoldedText text, Detection found) {
    return new Detection(
        found.entity(), text.original(found.start()), text.original(found.end()), found.score());
  }
}
