package dev.plumbline.stage.redact.detect.finder;

import dev.plumbline.stage.redact.detect.characters.NearbyContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What one scan of a text found, before overlaps are resolved. */
public final class DetectionCandidates {

  /** Below it a shape alone is too common to be called personal data. */
  private static final double LEAST_SCORE = 0.4;

  /** What words near a match add. */
  public static final double BOOST = 0.35;

  /** The same for what a validator accepted: more than a check digit alone is worth. */
  public static final double CHECKED_BOOST = 0.5;

  /** Of the form, named by its label, but refused by its standard. */
  private static final double LABELLED = 0.6;

  /** From it on a shape speaks for itself even if it is called an order's number. */
  static final double CERTAIN = 0.8;

  /**
   * @param distance from the nearest context word
   */
  public record Candidate(Detection detection, int distance) implements Comparable<Candidate> {

    /**
     * The stronger first: score, then length, then nearness of a context word, then position and
     * name. Written out: with chained comparators a record full of personal data takes a tenth
     * longer.
     */
    @Override
    public int compareTo(Candidate other) {
      Detection a = detection;
      Detection b = other.detection;
      if (a.score() != b.score()) {
        return a.score() > b.score() ? -1 : 1;
      }
      if (a.length() != b.length()) {
        return a.length() > b.length() ? -1 : 1;
      }
      if (distance != other.distance) {
        return distance < other.distance ? -1 : 1;
      }
      return a.start() != b.start()
          ? Integer.compare(a.start(), b.start())
          : a.entity().compareTo(b.entity());
    }
  }

  private final NearbyContext surroundings;
  private final List<Candidate> found = new ArrayList<>(4);
  private final BitSet certain = new BitSet();

  public DetectionCandidates(NearbyContext surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Scores a match by what stands around it, and keeps it when that is enough.
   *
   * @param score without context
   * @param context number of its set of context words
   * @return the score; 0 when it was not kept
   */
  public double add(String entity, int start, int end, double score, int context) {
    return add(entity, start, end, score, BOOST, context);
  }

  /**
   * @param boost what a context word adds
   */
  public double add(String entity, int start, int end, double score, double boost, int context) {
    if (score >= 1) {
      return keep(new Candidate(new Detection(entity, start, end, 1), NearbyContext.FAR));
    }
    int distance = surroundings.distance(context, start, end);
    boolean near = distance < NearbyContext.FAR;
    double total = near ? Math.min(1, Math.rint(100 * (score + boost)) / 100) : score;
    if (total < LEAST_SCORE || (score < CERTAIN && surroundings.isCounted(start, distance))) {
      return 0;
    }
    return keep(new Candidate(new Detection(entity, start, end, total), distance));
  }

  /**
   * Keeps a match that its standard refuses when a word of the entity names it: people mistype, and
   * test systems invent.
   */
  public void addLabelled(String entity, int start, int end, int context) {
    if (surroundings.isLabelled(context, start)) {
      int distance = surroundings.distance(context, start, end);
      if (!surroundings.isCounted(start, distance)) {
        keep(new Candidate(new Detection(entity, start, end, LABELLED), distance));
      }
    }
  }

  boolean isLabelled(int start, int context) {
    return surroundings.isLabelled(context, start);
  }

  boolean isNear(int start, int end, int context) {
    return surroundings.distance(context, start, end) < NearbyContext.FAR;
  }

  private double keep(Candidate candidate) {
    found.add(candidate);
    Detection detection = candidate.detection();
    if (detection.score() >= CERTAIN) {
      certain.set(detection.start(), detection.end());
    }
    return detection.score();
  }

  /** Whether something certain was found there, so that looking for less is in vain. */
  boolean isTaken(int start, int end) {
    int taken = certain.nextSetBit(start);
    return taken >= 0 && taken < end;
  }

  public List<Candidate> found() {
    return found;
  }
}
