/** Plain consumers and producers beside the streams. */
@NullMarked
package dev.plumbline.kafka.client;

import org.jspecify.annotations.NullMarked;
