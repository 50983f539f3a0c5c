/** Files of texts through a model, with accuracy when they carry labels. */
@NullMarked
package dev.plumbline.cli.score;

import org.jspecify.annotations.NullMarked;
