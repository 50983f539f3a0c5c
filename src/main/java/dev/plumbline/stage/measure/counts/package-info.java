/**
 * What is counted of a pane. Counts are a commutative monoid of whole numbers, so that any order of
 * adding gives the same ones.
 */
@NullMarked
package dev.plumbline.stage.measure.counts;

import org.jspecify.annotations.NullMarked;
