/** What a replay found, as one page to look at. */
@NullMarked
package dev.plumbline.cli.replay.report;

import org.jspecify.annotations.NullMarked;
