package dev.plumbline.http;

/**
 * One stage as it runs in this process.
 *
 * @param in records read since start
 * @param out records passed on
 * @param lag records waiting in its input topics
 */
public record StageStatus(
    String stage, long in, long out, long deadLettered, long withheld, long lag, boolean running) {}
