/** When something happened, in the many ways in which producers write it. Imports the JDK only. */
@NullMarked
package dev.plumbline.event.time;

import org.jspecify.annotations.NullMarked;
