/** One text under redaction: what was found is replaced by what the policy says. */
@NullMarked
package dev.plumbline.stage.redact.text;

import org.jspecify.annotations.NullMarked;
