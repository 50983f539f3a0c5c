/**
 * How each group is treated. Reads {@code scored-requests} and {@code redacted-outcomes}; folds
 * them into panes' counts per task, merges those per model, and writes {@code pane-counts} (each
 * event once, in time order) and {@code window-measures} (by prediction time, revised as labels
 * mature). Both are functions of the events alone for events within grace: counts are whole
 * numbers, so no order of adding changes them.
 */
@NullMarked
package dev.plumbline.stage.measure;

import org.jspecify.annotations.NullMarked;
