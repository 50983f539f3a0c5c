/**
 * Turns panes and windows into warnings and pages. Reads {@code window-measures} (warnings, by
 * Holm-corrected intervals) and {@code pane-counts} (pages, by sequential evidence); writes {@code
 * ethics-alerts} and, of the panes that it read, {@code chain-heads}. Delivery to pagers is a
 * consumer of alerts of its own, so a pager that is down neither stalls the flow nor loses a page.
 */
@NullMarked
package dev.plumbline.stage.alert;

import org.jspecify.annotations.NullMarked;
