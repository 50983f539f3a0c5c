@NullMarked
package dev.plumbline.stage.redact;

import org.jspecify.annotations.NullMarked;
