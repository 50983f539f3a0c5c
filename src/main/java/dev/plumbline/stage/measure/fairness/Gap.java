package dev.plumbline.stage.measure.fairness;

import dev.plumbline.stage.measure.statistics.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * One metric between a group and another.
 *
 * @param other the group itself when the metric compares it with nobody
 * @param estimate null without enough evidence
 * @param missing what the evidence lacks, in words; empty with enough
 */
record Gap(Side group, Side other, @Nullable Estimate estimate, String missing) {}
