/**
 * The topics where stages meet, with the JSON that their values are, and the files in {@code
 * topics/} that say how each is configured.
 */
@NullMarked
package dev.plumbline.kafka.topic;

import org.jspecify.annotations.NullMarked;
