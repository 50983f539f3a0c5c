/**
 * Alerts to pagers. A consumer of {@code ethics-alerts} of its own per sink, so a pager that is
 * down neither stalls the flow nor loses a page: what waits is the newest state of each alert,
 * delivered at least once, with a key that makes repeats harmless.
 */
@NullMarked
package dev.plumbline.stage.alert.delivery;

import org.jspecify.annotations.NullMarked;
