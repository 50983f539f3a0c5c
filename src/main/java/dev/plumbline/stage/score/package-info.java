/**
 * The team's model, in batches, exactly once. Reads {@code redacted-requests}, writes {@code
 * scored-requests} and {@code dead-letters}; {@link
 * dev.plumbline.stage.score.counterfactual.CounterfactualTopology} beside it reads {@code
 * scored-requests} and writes counterfactual {@code outcomes}.
 *
 * <p>Promises: every request read is scored or dead-lettered, once; a task's answers leave in the
 * order in which its requests came; a text the model cannot take never stops the stage; every
 * answer names the version of the model that gave it; a text of the flow never waits for a probe
 * but for the few that are being scored.
 *
 * <p>How: a task keeps its waiting requests in a durable ring and gives their texts to one {@link
 * dev.plumbline.stage.score.model.ModelWorker} per model, shared by all tasks of the process so
 * that batches stay full however many partitions there are. Only the task's own thread forwards.
 */
@NullMarked
package dev.plumbline.stage.score;

import org.jspecify.annotations.NullMarked;
