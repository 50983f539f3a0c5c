package dev.plumbline.stage.retrain.launch.webhook;

import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.retrain.launch.JobFolder;
import dev.plumbline.webhook.WebhookSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what pipelines say of trainings and puts it into the jobs' folders, where the launchers
 * look. The first end that is said counts.
 */
public final class StatusInbox {

  private static final Logger LOG = LoggerFactory.getLogger(StatusInbox.class);

  private static final int TAKEN = 204;
  private static final int MALFORMED = 400;
  private static final int UNSIGNED = 401;
  private static final int UNKNOWN = 404;
  private static final int CONTRADICTED = 409;

  private final Path folder;
  private final WebhookSignature signature;

  /**
   * @param folder where every job has a folder of its own
   */
  public StatusInbox(Path folder, WebhookSignature signature) {
    this.folder = folder.toAbsolutePath().normalize();
    this.signature = signature;
  }

  /**
   * @param job the id in the address, which the signed body must repeat
   * @param header the signature; null when there is none
   * @return the HTTP status of the answer
   */
  public synchronized int take(String job, @Nullable String header, byte[] body) {
    if (!signature.genuine(header, body)) {
      return UNSIGNED;
    }
    PipelineStatus status = parse(body);
    if (status == null || !job.equals(status.job())) {
      return MALFORMED;
    }
    Path mine = JobFolder.place(folder, job);
    if (!Files.exists(mine.resolve(PendingTraining.FILE))) {
      return UNKNOWN; // it has ended, or never was
    }
    if (status.state() == PipelineStatus.State.RUNNING) {
      return TAKEN;
    }
    try {
      return keep(status, mine.resolve(PendingTraining.STATUS));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep what a pipeline says", e);
    }
  }

  private static int keep(PipelineStatus status, Path file) throws IOException {
    if (Files.exists(file)) {
      PipelineStatus said = parse(Files.readAllBytes(file));
      return said != null && said.state() == status.state() ? TAKEN : CONTRADICTED;
    }
    PendingTraining.write(status, file);
    LOG.info(
        "a pipeline says how a training ended, job={}, state={}", status.job(), status.state());
    return TAKEN;
  }

  private static @Nullable PipelineStatus parse(byte[] body) {
    try {
      PipelineStatus status = Json.MAPPER.readValue(body, PipelineStatus.class);
      return status == null || status.job() == null || status.state() == null ? null : status;
    } catch (IOException e) {
      return null;
    }
  }
}
