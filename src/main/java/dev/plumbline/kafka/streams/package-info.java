/** What all stages share of Kafka Streams: the runner, its settings and counters. */
@NullMarked
package dev.plumbline.kafka.streams;

import org.jspecify.annotations.NullMarked;
