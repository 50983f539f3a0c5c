/** Pure statistics of proportions and histograms. */
@NullMarked
package dev.plumbline.statistics;

import org.jspecify.annotations.NullMarked;
