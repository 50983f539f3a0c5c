package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.TrainingExample;
import dev.plumbline.statistics.sketch.StableHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Examples to learn from and examples to judge by. The side is a function of the example alone, a
 * hash of its model and its text, so no job learns from what judged the candidate of another, and
 * whatever else comes, goes or is corrected moves nothing. A request has one text, which is why no
 * request is on both sides; equal texts are not either, nor those that differ in case and spaces
 * only. Of what is held back the newer half judges: the candidate is to serve the traffic that
 * raised the alert, not what came long before it.
 *
 * @param learn in the order of the examples
 * @param judge the oldest request first
 */
record HoldoutSplit(List<TrainingExample> learn, List<TrainingExample> judge) {

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private static final Comparator<TrainingExample> OLDEST_FIRST =
      Comparator.comparing(TrainingExample::timestamp).thenComparing(TrainingExample::requestId);

  HoldoutSplit {
    learn = List.copyOf(learn);
    judge = List.copyOf(judge);
  }

  /**
   * @param examples one per request
   * @param share of the texts to hold back, in (0, 1); what a smaller share holds back, a larger
   *     does too
   */
  static HoldoutSplit split(List<TrainingExample> examples, double share) {
    List<TrainingExample> learn = new ArrayList<>();
    List<TrainingExample> judge = new ArrayList<>();
    for (TrainingExample example : examples) {
      (place(example) < share ? judge : learn).add(example);
    }
    judge.sort(OLDEST_FIRST);
    return new HoldoutSplit(learn, judge.subList(judge.size() / 2, judge.size()));
  }

  /** In [0, 1), uniform over texts. */
  private static double place(TrainingExample example) {
    String words = SPACES.matcher(example.text()).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    return StableHash.fraction(example.model() + "\n" + words);
  }
}
