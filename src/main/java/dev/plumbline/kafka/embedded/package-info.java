/** A real broker in this process: for the demo, replays and tests. */
@NullMarked
package dev.plumbline.kafka.embedded;

import org.jspecify.annotations.NullMarked;
