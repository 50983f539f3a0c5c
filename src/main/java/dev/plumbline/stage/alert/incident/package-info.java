/**
 * Alerts of one cause as one incident: a pure step from what is remembered, one pane or window and
 * its alerts to what changes, the incidents to be told, and the alerts with the incident that tells
 * of them.
 */
@NullMarked
package dev.plumbline.stage.alert.incident;

import org.jspecify.annotations.NullMarked;
