/** What the alert stage says to people: the alerts of one cause, as one incident. */
@NullMarked
package dev.plumbline.event.incident;

import org.jspecify.annotations.NullMarked;
