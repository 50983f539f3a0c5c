package dev.plumbline.stage.retrain;

import dev.plumbline.event.Rule;
import java.time.Instant;

/**
 * An alert that wants a model retrained.
 *
 * @param cause key of the alert
 * @param rule what it watches
 * @param at event time of the alert
 */
record Wish(String cause, Rule rule, Instant at) {}
