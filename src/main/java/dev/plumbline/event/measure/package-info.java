/** What the measure stage says: the counts of a pane, and the measures of a window. */
@NullMarked
package dev.plumbline.event.measure;

import org.jspecify.annotations.NullMarked;
