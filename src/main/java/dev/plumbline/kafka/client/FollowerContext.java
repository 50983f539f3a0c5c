package dev.plumbline.kafka.client;

import dev.plumbline.kafka.streams.StreamsSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/** What the followers of one process have in common. */
public record FollowerContext(
    StreamsSettings settings, MeterRegistry registry, InstantSource clock) {}
