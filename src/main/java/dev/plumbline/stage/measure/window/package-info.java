/** The measures of a window, calculated from its counts. */
@NullMarked
package dev.plumbline.stage.measure.window;

import org.jspecify.annotations.NullMarked;
