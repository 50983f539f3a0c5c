package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.TrainingExample;
import dev.plumbline.statistics.sketch.StableHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Examples to learn from and examples to judge by. The side is a hash of the text, so the same text
 * is never on both, and stays on its side when more examples come. Judged is by the newer half: the
 * candidate is to serve the traffic that raised the alert, not what came long before it.
 */
record HoldoutSplit(List<TrainingExample> learn, List<TrainingExample> judge) {
  HoldoutSplit {
    learn = List.copyOf(learn);
    judge = List.copyOf(judge);
  }

  /**
   * @param share of the texts to hold back, in (0, 1)
   */
  static HoldoutSplit split(List<TrainingExample> examples, double share, long seed) {
    List<TrainingExample> learn = new ArrayList<>();
    List<TrainingExample> judge = new ArrayList<>();
    for (TrainingExample example : examples) {
      (StableHash.seededFraction(example.text(), seed) < share ? judge : learn).add(example);
    }
    judge.sort(Comparator.comparing(TrainingExample::timestamp));
    return new HoldoutSplit(learn, judge.subList(judge.size() / 2, judge.size()));
  }
}
