/**
 * What one model's policy says: immutable records with the design's defaults, read by every stage.
 * Imports the JDK and {@code event} only. The YAML reader is in {@code config}.
 */
@NullMarked
package dev.plumbline.policy;

import org.jspecify.annotations.NullMarked;
