/**
 * How files are opened and taken apart, whatever they say: text gzipped or not, CSV, YAML. Bounded,
 * and with the line of what cannot be read.
 */
@NullMarked
package dev.plumbline.file;

import org.jspecify.annotations.NullMarked;
