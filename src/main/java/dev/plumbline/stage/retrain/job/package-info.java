/** Retraining jobs: when one opens, how it is carried out, and how it ends. */
@NullMarked
package dev.plumbline.stage.retrain.job;

import org.jspecify.annotations.NullMarked;
