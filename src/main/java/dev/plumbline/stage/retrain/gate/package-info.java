/** Judges a candidate beside the model that serves, on the same records. */
@NullMarked
package dev.plumbline.stage.retrain.gate;

import org.jspecify.annotations.NullMarked;
