/** The state machine of alerts: from panes and windows to alerts that open, escalate and clear. */
@NullMarked
package dev.plumbline.stage.alert.watch;

import org.jspecify.annotations.NullMarked;
