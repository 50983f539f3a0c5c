/**
 * The fairness metrics, one class each: how it reads two groups, and what it needs to say anything.
 * Names and definitions as in Fairlearn and AIF360; {@code docs/metrics.md}.
 */
@NullMarked
package dev.plumbline.fairness.metric;

import org.jspecify.annotations.NullMarked;
