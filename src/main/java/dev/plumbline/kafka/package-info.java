/**
 * What all stages share of Kafka: typed topics, JSON, dead letters, counters, the runner and the
 * embedded broker.
 */
@NullMarked
package dev.plumbline.kafka;

import org.jspecify.annotations.NullMarked;
