/** What one pane says: counts that are evidence, and the heads of the chain over them. */
@NullMarked
package dev.plumbline.event.pane;

import org.jspecify.annotations.NullMarked;
