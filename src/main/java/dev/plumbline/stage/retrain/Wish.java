package dev.plumbline.stage.retrain;

import java.time.Instant;

/**
 * An alert that wants a model retrained.
 *
 * @param cause key of the alert
 * @param at event time of the alert
 */
record Wish(String cause, Instant at) {}
