/**
 * The forms in which this stage keeps state: variable-length integers, a dictionary for words that
 * return, and panes by model and time.
 */
@NullMarked
package dev.plumbline.stage.measure.state;

import org.jspecify.annotations.NullMarked;
