/**
 * What all stages share of Kafka Streams: the runner, its settings, counters, and stores that
 * expire.
 */
@NullMarked
package dev.plumbline.kafka.streams;

import org.jspecify.annotations.NullMarked;
