package dev.plumbline.event.measure;

import java.time.Instant;

/**
 * A gap of one group that the policy tolerates for a while, instead of the rule's tolerance.
 *
 * @param gap the tolerance that the group was judged by
 * @param until event time from which on the rule's own tolerance holds again
 */
public record AcceptedTolerance(double gap, Instant until, String why) {}
