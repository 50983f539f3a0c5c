/**
 * Sequential evidence that a gap is beyond its tolerance: e-detectors over panes ({@code
 * docs/alerts.md}). Knows nothing of alerts.
 */
@NullMarked
package dev.plumbline.stage.alert.evidence;

import org.jspecify.annotations.NullMarked;
