package dev.plumbline.stage.redact.detect;

import dev.plumbline.policy.CustomRecognizer;
import dev.plumbline.stage.redact.detect.automaton.BoundedPattern;
import dev.plumbline.stage.redact.detect.characters.FoldedText;
import dev.plumbline.stage.redact.detect.characters.MatchEdge;
import dev.plumbline.stage.redact.detect.finder.Detection;
import dev.plumbline.stage.redact.detect.finder.DetectionCandidates.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the entities it is told to. Immutable and safe for many threads. */
public final class PatternDetector {

  /** National telephone numbers are looked for in these unless told otherwise. */
  public static final List<String> DEFAULT_PHONE_REGIONS = List.of("US", "GB");

  private static final int MOST_ROUNDS = 20;

  private final RecognizerSet recognizers;
  private final boolean isJointATrigger;

  /**
   * @param phoneRegions ISO 3166 codes
   * @throws IllegalArgumentException when an entity or a region is unknown
   */
  public PatternDetector(Set<String> entities, List<String> phoneRegions) {
    this(entities, phoneRegions, List.of());
  }

  /**
   * @param own recognizers of a policy's own; looked for when they are among the entities
   * @throws IllegalArgumentException when an entity or a region is unknown, or a pattern is none
   */
  public PatternDetector(
      Set<String> entities, List<String> phoneRegions, List<CustomRecognizer> own) {
    Set<String> unknown = new TreeSet<>(entities);
    List<RecognizerSpec> wanted = new ArrayList<>();
    List<RecognizerSpec> all = new ArrayList<>(RecognizerFiles.ALL);
    own.forEach(recognizer -> all.add(spec(recognizer)));
    for (RecognizerSpec spec : all) {
      unknown.remove(spec.entity());
      if (entities.contains(spec.entity())) {
        wanted.add(spec);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown entities " + unknown);
    }
    this.recognizers = new RecognizerSet(wanted, phoneRegions);
    this.isJointATrigger = recognizers.triggers().isIn(": ");
  }

  /**
   * Tries the pattern of a policy's own recognizer.
   *
   * @throws IllegalArgumentException saying what is wrong with it, and where
   */
  public static void check(String pattern) {
    BoundedPattern.of(pattern, false);
  }

  private static RecognizerSpec spec(CustomRecognizer own) {
    return new RecognizerSpec(
        own.name(), own.pattern(), false, null, MatchEdge.WORD, "any", own.score(), own.context());
  }

  /**
   * Whether anything may be found in a text, on a quick look; and in two texts with {@code ": "}
   * between them, when it may in neither.
   */
  public boolean mayDetect(String text) {
    return isJointATrigger || recognizers.triggers().isIn(text);
  }

  /**
   * The detections in the order of the text, without overlaps. Looks again after covering what it
   * found, until nothing is left: what a stronger neighbour overlapped may be data of its own.
   *
   * @throws IllegalStateException when twenty rounds were not enough
   */
  public List<Detection> detect(String text) {
    if (!mayDetect(text)) {
      return List.of();
    }
    FoldedText folded = FoldedText.of(text);
    if (!folded.isPlain() || text.indexOf('<') >= 0) {
      RedactionPlaceholders.cover(folded);
    }
    List<Detection> found = new ArrayList<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<Candidate> candidates = candidates(folded);
      if (candidates.isEmpty()) {
        found.sort(Detection.BY_POSITION);
        return List.copyOf(found);
      }
      for (Detection detection : OverlapResolver.resolve(candidates)) {
        folded.cover(detection.start(), detection.end());
        found.add(original(folded, detection));
      }
    }
    throw new IllegalStateException("detection did not settle");
  }

  private List<Candidate> candidates(FoldedText text) {
    return recognizers.triggers().isIn(text)
        ? new TextScan(recognizers, text).run().found()
        : List.of();
  }

  private static Detection original(FoldedText text, Detection found) {
    return new Detection(
        found.entity(), text.original(found.start()), text.original(found.end()), found.score());
  }
}
