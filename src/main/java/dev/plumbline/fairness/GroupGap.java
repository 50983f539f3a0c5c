package dev.plumbline.fairness;

import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.statistics.IntervalEstimate;
import org.jspecify.annotations.Nullable;

/**
 * One metric between a group and another.
 *
 * @param other the group itself when the metric compares it with nobody
 * @param estimate null without enough evidence
 * @param missing what the evidence lacks, in words; empty with enough
 */
record GroupGap(
    ComparedGroup group,
    ComparedGroup other,
    @Nullable IntervalEstimate estimate,
    String missing) {}
