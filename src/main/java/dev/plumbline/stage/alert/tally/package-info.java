/** What panes add up to since a gap began, and whether it is tolerated. */
@NullMarked
package dev.plumbline.stage.alert.tally;

import org.jspecify.annotations.NullMarked;
