package dev.plumbline.stage.measure;

/** A named whole number. */
record Amount(String name, long value) {}
