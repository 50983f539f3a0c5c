/** What one scored record or outcome adds to the counts. */
@NullMarked
package dev.plumbline.stage.measure.record;

import org.jspecify.annotations.NullMarked;
