/** One record of the score stage: read, handed to whoever answers, forwarded from its ring. */
@NullMarked
package dev.plumbline.stage.score.record;

import org.jspecify.annotations.NullMarked;
