/** What many standards share: check digit schemes, dates in numbers, classes of characters. */
@NullMarked
package dev.plumbline.stage.redact.detect.standard.digits;

import org.jspecify.annotations.NullMarked;
