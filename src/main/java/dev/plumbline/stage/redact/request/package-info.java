/** One request under redaction: each of its parts read, checked and redacted. */
@NullMarked
package dev.plumbline.stage.redact.request;

import org.jspecify.annotations.NullMarked;
