package dev.plumbline.stage.retrain.launch.webhook;

import java.time.Instant;
import java.util.List;

/**
 * What a pipeline is asked to do, as JSON.
 *
 * @param arguments of the image's entry point: a training is {@code plumbline} with these
 * @param examples file of the labelled records, which is gone once the job has ended
 * @param candidate folder that the trainer writes
 * @param callback where the pipeline says how it ended
 * @param deadline after which nobody waits for it
 */
record TrainingRequest(
    String job,
    String model,
    String rule,
    String policyVersion,
    List<String> arguments,
    String examples,
    String candidate,
    String callback,
    Instant deadline) {}
