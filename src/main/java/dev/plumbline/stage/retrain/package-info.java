@NullMarked
package dev.plumbline.stage.retrain;

import org.jspecify.annotations.NullMarked;
