/** Whether a model should be retrained: what its open alerts want, and whether labels suffice. */
@NullMarked
package dev.plumbline.stage.retrain.demand;

import org.jspecify.annotations.NullMarked;
