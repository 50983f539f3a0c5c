package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.AlertRule;
import java.time.Instant;

/**
 * An alert that wants a model retrained.
 *
 * @param cause key of the alert
 * @param rule what it watches
 * @param at event time of the alert
 */
record RetrainRequest(String cause, AlertRule rule, Instant at) {}
