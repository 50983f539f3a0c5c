/**
 * The first stage: reads {@code inference-requests} and {@code outcomes}, which nothing else may
 * read, and writes {@code redacted-requests}, {@code redacted-outcomes} and {@code dead-letters}.
 * Promises that no raw personal data leaves it by any way: what cannot be parsed or redacted goes
 * no further than its coordinates and, with a key, its sealed payload. Every record is accounted
 * for: in = out + dead-lettered + withheld.
 */
@NullMarked
package dev.plumbline.stage.redact;

import org.jspecify.annotations.NullMarked;
