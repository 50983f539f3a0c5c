package dev.plumbline.policy.group;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feature that rules may compare groups within: either its levels are listed, or cut points make
 * levels of its numbers.
 *
 * @param levels names of texts, as {@link GroupNames} writes them; empty for a number
 * @param cuts ascending; empty for a text. A cut point belongs to the level above it
 */
public record GroupFactor(List<String> levels, List<Double> cuts) {

  /** More levels would leave too few requests in each. */
  public static final int MOST_LEVELS = 16;

  public GroupFactor {
    levels = List.copyOf(levels);
    cuts = List.copyOf(cuts);
  }

  /** The names of all levels, in order. */
  public List<String> names() {
    if (cuts.isEmpty()) {
      return levels;
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i <= cuts.size(); i++) {
      names.add(name(i));
    }
    return names;
  }

  /**
   * The level of a feature's value; {@link GroupPolicy#OTHER} for a text that is not listed. Null
   * without a value, or where a number is needed and there is none.
   */
  public @Nullable String levelOf(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (cuts.isEmpty()) {
      String text = value instanceof Number number ? written(number.doubleValue()) : value + "";
      String name = GroupNames.nameOf(text);
      return levels.contains(name) ? name : GroupPolicy.OTHER;
    }
    if (!(value instanceof Number number) || Double.isNaN(number.doubleValue())) {
      return null;
    }
    int above = 0;
    while (above < cuts.size() && number.doubleValue() >= cuts.get(above)) {
      above++;
    }
    return name(above);
  }

  /** {@code below 25}, {@code 25 to 45}, {@code 65 and above}. */
  private String name(int above) {
    if (above == 0) {
      return "below " + written(cuts.get(0));
    }
    String from = written(cuts.get(above - 1));
    return above == cuts.size() ? from + " and above" : from + " to " + written(cuts.get(above));
  }

  private static String written(double number) {
    return Double.isInfinite(number) || Double.isNaN(number)
        ? Double.toString(number)
        : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
