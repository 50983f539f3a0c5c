package dev.plumbline.stage.measure.counts;

/** A named whole number. */
public record NamedCount(String name, long value) {}
