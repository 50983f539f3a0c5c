/** Whether a cluster can be worked with, asked before anything is started: one line each. */
@NullMarked
package dev.plumbline.kafka.cluster;

import org.jspecify.annotations.NullMarked;
