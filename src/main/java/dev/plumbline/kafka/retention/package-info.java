/** Forgetting by event time: which ids of a store are older than they may become. */
@NullMarked
package dev.plumbline.kafka.retention;

import org.jspecify.annotations.NullMarked;
