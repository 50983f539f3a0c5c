/**
 * The second step: merges the deltas of all tasks by model into panes, and publishes closed panes
 * and windows.
 */
@NullMarked
package dev.plumbline.stage.measure.merge;

import org.jspecify.annotations.NullMarked;
