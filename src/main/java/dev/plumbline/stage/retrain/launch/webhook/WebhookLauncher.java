package dev.plumbline.stage.retrain.launch.webhook;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.launch.JobFolder;
import dev.plumbline.stage.retrain.launch.TrainerLauncher;
import dev.plumbline.stage.retrain.launch.TrainerOptions;
import dev.plumbline.stage.retrain.launch.TrainingFailedException;
import dev.plumbline.stage.retrain.train.TrainingResult;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.RetryBackoff;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a pipeline to train, and waits until it has said how that ended. The request is repeated
 * until the pipeline's server accepts it, always with the job's id as its {@code Idempotency-Key};
 * once accepted it is never sent again, by no later process either.
 */
public final class WebhookLauncher implements TrainerLauncher {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookLauncher.class);
  private static final long LOOK_MILLIS = 500;
  private static final Duration SETTLE = Duration.ofMinutes(1);

  private final PipelinePost post;
  private final URI callback;
  private final TrainerOptions options;
  private final Duration limit;
  private final InstantSource clock;

  /**
   * @param callback this service's address, as pipelines reach it
   * @param limit time after which nobody waits for a pipeline, where the policy says nothing
   */
  public WebhookLauncher(
      PipelinePost post,
      URI callback,
      TrainerOptions options,
      Duration limit,
      InstantSource clock) {
    this.post = post;
    this.callback = callback;
    this.options = options;
    this.limit = limit;
    this.clock = clock;
  }

  @Override
  public TrainingResult train(RetrainingJob job, Policy policy, JobFolder folder)
      throws IOException, InterruptedException, TrainingFailedException {
    boolean goesOn = false;
    try {
      Duration asked = policy.retraining().launcher().deadline();
      Duration deadline = asked == null ? limit : asked;
      PendingTraining pending = pending(folder);
      Instant end = pending.askedAt().plus(deadline);
      if (!pending.taken()) {
        ask(request(job, policy, folder, end), end);
        pending.accepted().write(folder);
      }
      hear(folder, deadline, end);
      return folder.acceptSoon(SETTLE);
    } catch (InterruptedException e) {
      goesOn = true; // the pipeline still reads the examples
      throw e;
    } finally {
      if (!goesOn) {
        folder.clear();
        PendingTraining.remove(folder);
      }
    }
  }

  private PendingTraining pending(JobFolder folder) throws IOException {
    PendingTraining known = PendingTraining.read(folder);
    if (known != null) {
      return known;
    }
    PendingTraining.remove(folder);
    folder.prepare();
    PendingTraining pending = new PendingTraining(clock.instant(), false);
    pending.write(folder);
    return pending;
  }

  private TrainingRequest request(RetrainingJob job, Policy policy, JobFolder folder, Instant end)
      throws TrainingFailedException {
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(options.forJob(job, policy, folder));
    arguments.add(TrainerOptions.EXIT_ZERO_WHEN_REJECTED);
    String id = URLEncoder.encode(job.jobId(), StandardCharsets.UTF_8).replace("+", "%20");
    String base = callback.toString().replaceAll("/+$", "");
    return new TrainingRequest(
        job.jobId(),
        job.model(),
        job.rule().toString(),
        policy.version(),
        arguments,
        folder.examples().toString(),
        folder.unfinished().toString(),
        base + "/api/jobs/" + id + "/status",
        end);
  }

  private void ask(TrainingRequest request, Instant end)
      throws InterruptedException, TrainingFailedException {
    RetryBackoff backoff = new RetryBackoff(new Random());
    while (true) {
      DeliveryAttempt attempt = post.send(request);
      if (attempt instanceof DeliveryAttempt.Delivered) {
        return;
      }
      if (attempt instanceof DeliveryAttempt.Refused refused) {
        throw new TrainingFailedException("the pipeline refused the request: " + refused.reason());
      }
      DeliveryAttempt.Retry retry = (DeliveryAttempt.Retry) attempt;
      LOG.warn(
          "the pipeline does not take a request, job={}, reason={}", request.job(), retry.reason());
      backoff.failed(clock.instant(), retry.after());
      while (!backoff.over(clock.instant())) {
        if (clock.instant().isAfter(end)) {
          throw new TrainingFailedException(
              "the pipeline did not take the request: " + retry.reason());
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
  }

  /**
   * @throws TrainingFailedException when the training failed, or nothing was said in time
   */
  private void hear(JobFolder folder, Duration deadline, Instant end)
      throws IOException, InterruptedException, TrainingFailedException {
    Path file = folder.file(PendingTraining.STATUS);
    while (!Files.exists(file)) {
      if (clock.instant().isAfter(end)) {
        throw new TrainingFailedException(
            "the pipeline has not said within " + deadline + " how the training ended");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    PipelineStatus status = Json.MAPPER.readValue(Files.readString(file), PipelineStatus.class);
    if (status.state() == PipelineStatus.State.FAILED) {
      String words = status.words();
      throw new TrainingFailedException(
          "the pipeline says that the training failed" + (words.isEmpty() ? "" : ": " + words));
    }
  }
}
