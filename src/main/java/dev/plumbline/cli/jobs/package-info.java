/** What people do about retraining jobs and releases, beside the flow. */
@NullMarked
package dev.plumbline.cli.jobs;

import org.jspecify.annotations.NullMarked;
