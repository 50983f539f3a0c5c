/**
 * Closes the loop. Reads {@code scored-requests} and {@code redacted-outcomes} and writes labelled
 * records to {@code training-examples}; reads {@code ethics-alerts} and opens jobs in {@code
 * retraining-jobs}, which a launcher outside the flow carries out. Promotion to {@code
 * model-releases} has its place after the launcher's gate.
 */
@NullMarked
package dev.plumbline.stage.retrain;

import org.jspecify.annotations.NullMarked;
