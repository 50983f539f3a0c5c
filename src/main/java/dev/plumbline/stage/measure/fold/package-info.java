/**
 * The first step: each task folds its records into the counts of panes, and forwards what has come
 * since its last tick as a delta, in one transaction.
 */
@NullMarked
package dev.plumbline.stage.measure.fold;

import org.jspecify.annotations.NullMarked;
