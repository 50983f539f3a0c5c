/** Which words of a text a prediction rests on. */
@NullMarked
package dev.plumbline.stage.score.explain;

import org.jspecify.annotations.NullMarked;
