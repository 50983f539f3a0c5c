package dev.plumbline.kafka.streams;

import java.time.Instant;

/**
 * What keeps a background task from its work.
 *
 * @param task its name, as its thread and its log lines have it
 * @param since when it was noticed
 * @param reason an error's class and, of an error that quotes no record, its message
 */
public record TaskOutage(String task, Instant since, String reason) {}
