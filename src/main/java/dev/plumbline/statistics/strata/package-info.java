/**
 * Rates within levels of a factor: pooled over the levels, and a gap split into mix and treatment.
 */
@NullMarked
package dev.plumbline.statistics.strata;

import org.jspecify.annotations.NullMarked;
