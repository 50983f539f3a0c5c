/** How far each input of each partition has come in event time, and which have fallen silent. */
@NullMarked
package dev.plumbline.stage.measure.watermark;

import org.jspecify.annotations.NullMarked;
