/**
 * YAML read key by key: every problem at once, with its line, the allowed values and the key that
 * was probably meant. Whoever listens is told every key that a reader asks for.
 */
@NullMarked
package dev.plumbline.config.section;

import org.jspecify.annotations.NullMarked;
