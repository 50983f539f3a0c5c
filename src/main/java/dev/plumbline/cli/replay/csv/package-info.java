/** Recorded traffic in CSV: its columns as fields of requests, and a policy made of its values. */
@NullMarked
package dev.plumbline.cli.replay.csv;

import org.jspecify.annotations.NullMarked;
