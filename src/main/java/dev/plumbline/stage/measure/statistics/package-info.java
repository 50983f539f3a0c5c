/** Pure statistics of proportions and histograms. */
@NullMarked
package dev.plumbline.stage.measure.statistics;

import org.jspecify.annotations.NullMarked;
