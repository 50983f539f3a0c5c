package dev.plumbline.cli.replay;

import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.cli.service.TopicReconciliation;
import dev.plumbline.kafka.client.LineProducer;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Stage;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.redact.keys.KeyPurpose;
import dev.plumbline.stage.redact.keys.KeysetFile;
import dev.plumbline.stage.redact.keys.KeysetSource;
import dev.plumbline.stage.redact.request.RedactSettings;
import dev.plumbline.stage.retrain.job.RecordedJobs;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recorded traffic through the stages, one after the other: each has read all of its input before
 * the next starts, so nothing depends on which was faster and the files are the same every time.
 */
public final class TrafficReplay {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration TICK = Duration.ofMillis(500);

  /** Silence after which a stage's input is taken to be read to its end. */
  private static final Duration IDLE = Duration.ofSeconds(3);

  private final String bootstrapServers;
  private final Path folder;
  private final PrintWriter progress;
  private final ServiceContext service;
  private final TopicReader topics;
  private final CompletionWait completion;
  private long outcomes;

  /**
   * @param bootstrapServers a broker that holds the shipped topics, empty, and is lost afterwards
   * @param folder for state and keys, lost with it
   */
  public TrafficReplay(
      Policies policies, String bootstrapServers, Path folder, PrintWriter progress) {
    this.bootstrapServers = bootstrapServers;
    this.folder = folder;
    this.progress = progress;
    this.service =
        ServiceContext.now(
            policies,
            new StreamsSettings(
                bootstrapServers, folder.resolve("state"), "replay", 1, 1, Map.of()),
            new SimpleMeterRegistry());
    this.topics = new TopicReader(bootstrapServers);
    this.completion = new CompletionWait(service, topics);
  }

  public void load(Path requestFile, @Nullable Path outcomeFile) throws IOException {
    LineProducer producer = new LineProducer(bootstrapServers);
    long requests = producer.send(requestFile, Topics.INFERENCE_REQUESTS);
    outcomes = outcomeFile == null ? 0 : producer.send(outcomeFile, Topics.OUTCOMES);
    say("loaded " + requests + " requests and " + outcomes + " outcomes");
  }

  /** Every stage that has anything to say under the policies. */
  public void runStages() throws IOException, InterruptedException {
    run(stages());
  }

  /** Redacts and scores, and no more. */
  void scoreOnly() throws IOException, InterruptedException {
    run(FlowStages.perRequest(stages()));
  }

  private void run(List<Stage> stages) throws InterruptedException {
    for (Stage stage : stages) {
      if (stage.replayed(service.policies())) {
        run(stage);
        say("stage " + stage.name() + " is done");
      }
    }
  }

  private void run(Stage stage) throws InterruptedException {
    long input = completion.input(stage);
    try (StagePipeline pipeline = new StagePipeline(service, List.of(stage))) {
      pipeline.start(START);
      completion.await(stage, input);
    }
  }

  private List<Stage> stages() throws IOException {
    MeasureSettings measure =
        new MeasureSettings(1, TICK, IDLE, MeasureSettings.Publication.AT_END);
    return FlowStages.inOrder(FlowSettings.alone(redactSettings(), measure));
  }

  /** Nobody will read a replay's tokens, so the key is lost with its folder. */
  private RedactSettings redactSettings() throws IOException {
    Path key = folder.resolve("encrypt-keyset.json");
    if (!Files.exists(key)) {
      KeysetFile.create(key, KeyPurpose.ENCRYPT);
    }
    return RedactSettings.DEFAULT.encryptingWith(new KeysetSource.InFile(key));
  }

  /**
   * Writes {@code window-measures.jsonl}, {@code ethics-alerts.jsonl}, {@code
   * retraining-jobs.jsonl} and {@code summary.json}.
   *
   * @return what {@code summary.json} holds
   */
  public Map<String, Object> write(AlertReports asked, Path out) throws IOException {
    Policies policies = service.policies();
    ReplayRecords records = ReplayRecords.read(topics);
    List<AlertReport> reports = asked.each(policies, records);
    reports.forEach(report -> say(report.text()));
    ReplayFiles files =
        ReplayFiles.of(
            TopicReconciliation.read(bootstrapServers),
            outcomes,
            ReasonCounts.of(service.registry(), topics),
            records,
            RecordedJobs.of(policies, records.alerts(), records.examples()),
            reports);
    files.write(out);
    return files.summary();
  }

  private void say(String what) {
    progress.println(what);
    progress.flush();
  }
}
