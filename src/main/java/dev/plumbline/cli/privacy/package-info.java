/** Redaction of lines, and the reading of what was encrypted or sealed. */
@NullMarked
package dev.plumbline.cli.privacy;

import org.jspecify.annotations.NullMarked;
