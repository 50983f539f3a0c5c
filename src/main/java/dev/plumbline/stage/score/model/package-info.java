/** Models and the workers that ask them in batches. */
@NullMarked
package dev.plumbline.stage.score.model;

import org.jspecify.annotations.NullMarked;
