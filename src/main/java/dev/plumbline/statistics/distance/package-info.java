/** Distances and tests between two binned samples, for drift; {@code docs/metrics-drift.md}. */
@NullMarked
package dev.plumbline.statistics.distance;

import org.jspecify.annotations.NullMarked;
