/**
 * Evidence over panes that a score is beyond its limit: of the ethics score and its indicators an
 * e-detector of bounded means, of the bias score bounds over blocks of panes ({@code
 * docs/alerts.md}). Knows nothing of alerts.
 */
@NullMarked
package dev.plumbline.stage.alert.score;

import org.jspecify.annotations.NullMarked;
