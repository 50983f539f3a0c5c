package dev.plumbline.stage.measure;

import dev.plumbline.policy.Drift;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The bins of a record's signals that its policy watches. */
final class Signals {

  private static final int SCORE_BINS = 20;

  private Signals() {}

  /** Whether any of the policies watches texts. */
  static boolean needTexts(Policies policies) {
    return false;
  }

  /** Whether any of the policies watches features. */
  static boolean needFeatures(Policies policies) {
    return false;
  }

  /** Signal to bin. */
  static Map<String, String> of(Scored record, Policy policy) {
    Map<String, String> bins = new HashMap<>();
    for (Drift.SignalRule rule : policy.drift().signals()) {
      String name = rule.signal().name().toLowerCase(Locale.ROOT);
      bins.put(
          name,
          switch (rule.signal()) {
            case SCORE -> scoreBin(record.score());
            case LABEL -> record.label();
          });
    }
    return bins;
  }

  private static String scoreBin(double score) {
    int bin = Math.min(SCORE_BINS - 1, (int) (score * SCORE_BINS));
    return bin < 10 ? "0" + bin : Integer.toString(bin);
  }
}
