/** What the alert stage says: the present state of an alert. */
@NullMarked
package dev.plumbline.event.alert;

import org.jspecify.annotations.NullMarked;
