/**
 * Patterns in one automaton: all of them are matched in a single walk over the characters, in time
 * linear in the text whatever the text. Knows nothing of personal data.
 */
@NullMarked
package dev.plumbline.stage.redact.detect.automaton;

import org.jspecify.annotations.NullMarked;
