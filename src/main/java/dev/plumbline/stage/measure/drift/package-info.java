/** Drift: the distribution of each signal beside a frozen reference. */
@NullMarked
package dev.plumbline.stage.measure.drift;

import org.jspecify.annotations.NullMarked;
