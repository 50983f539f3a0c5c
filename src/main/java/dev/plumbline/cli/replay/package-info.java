/**
 * Recorded traffic through the flow, and what a policy, or others like it, would have said of it.
 */
@NullMarked
package dev.plumbline.cli.replay;

import org.jspecify.annotations.NullMarked;
