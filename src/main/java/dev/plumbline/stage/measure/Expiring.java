package dev.plumbline.stage.measure;

/**
 * Something that is kept for the label horizon.
 *
 * @param outcome a waiting outcome; else a prediction
 */
record Expiring(String requestId, boolean outcome) {}
