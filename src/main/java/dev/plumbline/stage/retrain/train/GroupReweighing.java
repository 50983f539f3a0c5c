package dev.plumbline.stage.retrain.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights under which group and outcome are independent: w(g, y) = P(g) P(y) / P(g, y), estimated
 * by shares of the examples. Kamiran and Calders 2012, "Data preprocessing techniques for
 * classification without discrimination", section 5.3. Cells that nobody is in need no weight, so
 * nothing is divided by zero; the weights' mean is 1 when every pair of a group and an outcome
 * occurs.
 */
final class GroupReweighing {

  private GroupReweighing() {}

  /** What one example counts for: its group and whether its true label is favourable. */
  record Cell(String group, boolean favourable) {}

  /** One weight per example, in order. */
  static double[] weights(List<Cell> examples) {
    Map<String, Integer> groups = new HashMap<>();
    Map<Boolean, Integer> outcomes = new HashMap<>();
    Map<Cell, Integer> cells = new HashMap<>();
    for (Cell cell : examples) {
      groups.merge(cell.group(), 1, Integer::sum);
      outcomes.merge(cell.favourable(), 1, Integer::sum);
      cells.merge(cell, 1, Integer::sum);
    }
    return examples.stream()
        .mapToDouble(
            cell ->
                (double) groups.getOrDefault(cell.group(), 0)
                    * outcomes.getOrDefault(cell.favourable(), 0)
                    / (examples.size() * (double) cells.getOrDefault(cell, 1)))
        .toArray();
  }
}
