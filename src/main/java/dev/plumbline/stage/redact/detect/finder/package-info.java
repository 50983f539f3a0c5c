/** Detections, and the finders for entities that need more than a pattern. */
@NullMarked
package dev.plumbline.stage.redact.detect.finder;

import org.jspecify.annotations.NullMarked;
