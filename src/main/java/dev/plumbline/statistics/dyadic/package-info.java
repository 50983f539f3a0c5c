/**
 * Histograms that find their own bins: counts of dyadic cells, whose result depends on the multiset
 * of values alone and on no order; {@code docs/metrics-drift.md}.
 */
@NullMarked
package dev.plumbline.statistics.dyadic;

import org.jspecify.annotations.NullMarked;
