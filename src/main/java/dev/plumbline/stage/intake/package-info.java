/** The stage by which producers without a Kafka client get in. */
@NullMarked
package dev.plumbline.stage.intake;

import org.jspecify.annotations.NullMarked;
