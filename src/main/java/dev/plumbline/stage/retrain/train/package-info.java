/**
 * The trainer: trains a model's head on labelled records, and judges the candidate on a held-back
 * share.
 */
@NullMarked
package dev.plumbline.stage.retrain.train;

import org.jspecify.annotations.NullMarked;
