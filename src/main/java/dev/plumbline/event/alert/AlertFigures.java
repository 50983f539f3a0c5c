package dev.plumbline.event.alert;

import org.jspecify.annotations.Nullable;

/**
 * What was measured of an alert's rule.
 *
 * @param value null when only sequential evidence spoke
 * @param low lower end of the 95 % interval
 * @param high upper end of the 95 % interval
 * @param n requests of the group
 * @param nReference requests of the reference
 * @param tolerance the policy's
 */
public record AlertFigures(
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    long n,
    long nReference,
    @Nullable Double tolerance) {

  public static final AlertFigures NONE = new AlertFigures(null, null, null, 0, 0, null);
}
