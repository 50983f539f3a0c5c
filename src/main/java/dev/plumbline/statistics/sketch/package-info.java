/** How many different things there are, from hashes that are the same everywhere. */
@NullMarked
package dev.plumbline.statistics.sketch;

import org.jspecify.annotations.NullMarked;
