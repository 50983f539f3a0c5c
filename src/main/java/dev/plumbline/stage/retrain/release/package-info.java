/** How candidates come to serve, and how a model is taken back to a version before. */
@NullMarked
package dev.plumbline.stage.retrain.release;

import org.jspecify.annotations.NullMarked;
