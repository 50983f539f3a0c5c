/**
 * How the scan sees a text: folded characters, their classes, runs of digits, and the words around
 * a place.
 */
@NullMarked
package dev.plumbline.stage.redact.detect.characters;

import org.jspecify.annotations.NullMarked;
