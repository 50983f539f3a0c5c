/**
 * Plain consumers and producers beside the streams: followers that try again for ever, readers to
 * the end, and writers that wait for the broker's word.
 */
@NullMarked
package dev.plumbline.kafka.client;

import org.jspecify.annotations.NullMarked;
