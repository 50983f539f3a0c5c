package dev.plumbline.stage.measure.drift;

import dev.plumbline.statistics.dyadic.AlignedCells;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in sentences, with as few digits as say what is meant and never 4.00e+04. */
final class ShortNumbers {

  private static final int FEWEST = 3;
  private static final int MOST = 17;

  /** A double that was counted exactly; probabilities are to a millionth. */
  private static final MathContext EXACT = new MathContext(12);

  /** The share of a range that rounding its ends may take. */
  private static final double BLURRED = 0.05;

  private ShortNumbers() {}

  static String exact(double value) {
    return plain(new BigDecimal(value).round(EXACT));
  }

  /** The numbers from one cell to another, both included. */
  static String range(AlignedCells cells, int first, int last, ValueScale scale) {
    return cells.level() == 0 && first == last
        ? exact(cells.middle(first, scale))
        : range(
            scale.lowest(cells.cell(first), cells.level()),
            scale.lowest(cells.cell(last) + 1, cells.level()));
  }

  /** Both ends with the digits that tell them apart. */
  static String range(double low, double high) {
    double allowed = BLURRED * (high - low);
    return rounded(low, allowed) + " to " + rounded(high, allowed);
  }

  /** At least three digits, and more until no more than that is lost. */
  static String rounded(double value, double allowed) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = FEWEST; digits < MOST; digits++) {
      BigDecimal shorter = exact.round(new MathContext(digits));
      if (Math.abs(shorter.doubleValue() - value) <= allowed) {
        return plain(shorter);
      }
    }
    return plain(exact.round(new MathContext(MOST)));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
