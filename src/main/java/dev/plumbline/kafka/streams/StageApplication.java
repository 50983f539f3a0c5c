package dev.plumbline.kafka.streams;

import org.apache.kafka.streams.Topology;

/**
 * One application of Kafka Streams. Most stages are one; a stage with a second task, which must not
 * hold up the first, is two.
 *
 * @param name in metrics and, after {@code plumbline-}, as the application's id
 */
public record StageApplication(String name, Topology topology) {}
