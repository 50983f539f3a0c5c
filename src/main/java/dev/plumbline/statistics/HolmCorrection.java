package dev.plumbline.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction (1979): the chance of any false warning in a window stays below the
 * level.
 */
public final class HolmCorrection {

  private HolmCorrection() {}

  /** For every p-value whether it is rejected; in the order given. */
  public static boolean[] rejected(List<Double> pValues, double level) {
    boolean[] rejected = new boolean[pValues.size()];
    List<Integer> order =
        IntStream.range(0, pValues.size())
            .boxed()
            .sorted(Comparator.comparingDouble(pValues::get))
            .toList();
    int left = order.size();
    for (int index : order) {
      if (pValues.get(index) > level / left) {
        break;
      }
      rejected[index] = true;
      left--;
    }
    return rejected;
  }
}
