/**
 * Incidents to pagers, and warnings outside of them to sinks that asked for warnings. Every sink
 * has consumers of its own, so a pager that is down neither stalls the flow nor loses a page: what
 * waits is the newest state of each incident, delivered at least once, with a key that makes
 * repeats harmless.
 */
@NullMarked
package dev.plumbline.stage.alert.delivery;

import org.jspecify.annotations.NullMarked;
