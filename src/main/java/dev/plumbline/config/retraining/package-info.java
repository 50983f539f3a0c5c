/** Readers of a policy's {@code retraining} section, one for each part. */
@NullMarked
package dev.plumbline.config.retraining;

import org.jspecify.annotations.NullMarked;
