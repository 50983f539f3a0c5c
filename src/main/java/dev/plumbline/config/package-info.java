/**
 * Readers of the two files that people write: a model's policy and the service's {@code
 * plumbline.yaml}. They find every problem of a file at once, each with its line and the allowed
 * values. The JSON Schemas in {@code docs/schema} and the pages made from them describe the same
 * keys; tests hold them to what the readers ask for.
 */
@NullMarked
package dev.plumbline.config;

import org.jspecify.annotations.NullMarked;
