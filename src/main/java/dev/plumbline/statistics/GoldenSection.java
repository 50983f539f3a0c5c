package dev.plumbline.statistics;

import java.util.function.DoubleUnaryOperator;

/** The least value of a function on a segment, by golden sections (Kiefer 1953). */
public final class GoldenSection {

  private static final double SHARE = (Math.sqrt(5) - 1) / 2;

  /** Leaves a billionth of the segment: beyond, a valley's floor is flat. */
  private static final int STEPS = 43;

  private GoldenSection() {}

  /**
   * @param strips into so many the segment is cut, and the best one and its neighbours searched: 1
   *     if the function has one valley
   */
  public static double least(DoubleUnaryOperator function, double from, double to, int strips) {
    int best = 0;
    double least = function.applyAsDouble(from);
    for (int i = 1; i <= strips; i++) {
      double value = function.applyAsDouble(from + (to - from) * i / strips);
      if (value < least) {
        least = value;
        best = i;
      }
    }
    double left = strips == 1 ? from : from + (to - from) * Math.max(0, best - 1) / strips;
    double right = strips == 1 ? to : from + (to - from) * Math.min(strips, best + 1) / strips;
    return Math.min(least, valley(function, left, right));
  }

  private static double valley(DoubleUnaryOperator function, double from, double to) {
    double width = to - from;
    double left = to - SHARE * width;
    double right = from + SHARE * width;
    double atLeft = function.applyAsDouble(left);
    double atRight = function.applyAsDouble(right);
    for (int step = 0; step < STEPS; step++) {
      width *= SHARE;
      if (atLeft < atRight) {
        right = left;
        atRight = atLeft;
        left = right - (2 * SHARE - 1) * width;
        atLeft = function.applyAsDouble(left);
      } else {
        left = right;
        atLeft = atRight;
        right = left + (2 * SHARE - 1) * width;
        atRight = function.applyAsDouble(right);
      }
    }
    return Math.min(atLeft, atRight);
  }
}
