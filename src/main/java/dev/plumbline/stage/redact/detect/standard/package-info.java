/**
 * What standards define: check digits, allowed prefixes, calendars. Small pure functions, known to
 * recognizer files by name.
 */
@NullMarked
package dev.plumbline.stage.redact.detect.standard;

import org.jspecify.annotations.NullMarked;
