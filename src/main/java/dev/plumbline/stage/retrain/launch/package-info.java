/**
 * Where trainers run: launchers, of which a policy chooses one, and what they share. A launcher
 * starts {@code plumbline train} on a job's examples, waits for its end, and says how it ended.
 */
@NullMarked
package dev.plumbline.stage.retrain.launch;

import org.jspecify.annotations.NullMarked;
