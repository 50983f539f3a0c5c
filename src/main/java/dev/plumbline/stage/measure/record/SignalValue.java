package dev.plumbline.stage.measure.record;

import dev.plumbline.statistics.dyadic.ValueScale;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of a signal.
 *
 * @param category null for a number
 * @param coordinate of a number on the signal's {@link ValueScale}
 */
public record SignalValue(String signal, @Nullable String category, long coordinate) {}
