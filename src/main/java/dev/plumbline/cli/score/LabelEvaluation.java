package dev.plumbline.cli.score;

import java.util.Map;
import java.util.TreeMap;

/**
 * How well predictions meet labels. Macro-F1 is the plain mean over all labels that occur, as a
 * label or as a prediction, of {@code 2 TP / (2 TP + FP + FN)} (scikit-learn's {@code f1_score(...,
 * average="macro", zero_division=0)}).
 */
public final class LabelEvaluation {

  private static final class Tally {
    private long truePositives;
    private long falsePositives;
    private long falseNegatives;

    private double f1() {
      return 2.0 * truePositives / (2.0 * truePositives + falsePositives + falseNegatives);
    }
  }

  private final Map<String, Tally> byLabel = new TreeMap<>();
  private long count;
  private long correct;

  public void add(String label, String predicted) {
    count++;
    if (label.equals(predicted)) {
      correct++;
      tally(label).truePositives++;
    } else {
      tally(label).falseNegatives++;
      tally(predicted).falsePositives++;
    }
  }

  public long count() {
    return count;
  }

  /** Share predicted right; 0 when empty. */
  public double accuracy() {
    return count == 0 ? 0 : (double) correct / count;
  }

  /** 0 when empty. */
  public double macroF1() {
    return byLabel.values().stream().mapToDouble(Tally::f1).average().orElse(0);
  }

  private Tally tally(String label) {
    return byLabel.computeIfAbsent(label, unseen -> new Tally());
  }
}
