/**
 * The fairness metrics over one window's requests and scores: what each metric reads, who is
 * compared with whom, what counts as evidence, and the sentence that says so. Imports no Kafka and
 * knows nothing of panes.
 */
@NullMarked
package dev.plumbline.fairness;

import org.jspecify.annotations.NullMarked;
