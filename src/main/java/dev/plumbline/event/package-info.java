/**
 * What flows: immutable records that reject bad values by name. Imports the JDK only; JSON field
 * names are the component names, enum constants are written in lower case, instants as ISO-8601.
 */
@NullMarked
package dev.plumbline.event;

import org.jspecify.annotations.NullMarked;
