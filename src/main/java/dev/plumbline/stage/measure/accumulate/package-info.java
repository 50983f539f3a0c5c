/** Mutable counters of the panes that one task has changed since its last tick. */
@NullMarked
package dev.plumbline.stage.measure.accumulate;

import org.jspecify.annotations.NullMarked;
