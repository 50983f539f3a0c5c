/**
 * Outcomes, which strangers write: each checked field by field, its id made the same pseudonym as
 * its request's, and written on under that id, so that it meets its request whatever key and
 * partitioner the producer used. Reads {@code outcomes}, writes {@code redacted-outcomes} and
 * {@code dead-letters}. Every record is accounted for: read = redacted + dead-lettered.
 */
@NullMarked
package dev.plumbline.stage.redact.outcome;

import org.jspecify.annotations.NullMarked;
