package dev.plumbline.cli.replay;

import dev.plumbline.cli.console.ProgressLine;
import dev.plumbline.cli.service.FlowSettings;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.cli.service.RequestBalance;
import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.kafka.client.LineProducer;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Stage;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.redact.keys.KeyPurpose;
import dev.plumbline.stage.redact.keys.KeysetFile;
import dev.plumbline.stage.redact.keys.KeysetSource;
import dev.plumbline.stage.redact.request.RedactSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recorded traffic through the stages. What passes requests on one by one runs together; what sums
 * up begins when all of its input is there, and ends by offsets and counts, never by the clock. So
 * nothing depends on which was faster, and the files are the same every time.
 */
public final class TrafficReplay {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration TICK = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final Path folder;
  private final ProgressLine progress;
  private final ServiceContext service;
  private final TopicReader topics;
  private final CompletionWait completion;
  private long outcomes;

  /**
   * @param bootstrapServers a broker that holds the shipped topics, empty, and is lost afterwards
   * @param folder for state and keys, lost with it
   */
  public TrafficReplay(
      Policies policies, String bootstrapServers, Path folder, ProgressLine progress) {
    this.bootstrapServers = bootstrapServers;
    this.folder = folder;
    this.progress = progress;
    this.service =
        ServiceContext.now(
            policies, ReplayClients.settings(bootstrapServers, folder), new SimpleMeterRegistry());
    this.topics = new TopicReader(bootstrapServers);
    this.completion = new CompletionWait(service, topics, progress);
  }

  /**
   * Redacts and scores, and no more. The stages that pass requests on one by one run at the same
   * time, while the requests come; each ends when it has handled what the one before has put out,
   * and the order in a partition is the same all the way.
   */
  public void score(Path requestFile, @Nullable Path outcomeFile)
      throws IOException, InterruptedException {
    List<Stage> stages = FlowStages.perRequest(stages());
    Deque<StagePipeline> running = new ArrayDeque<>();
    try {
      for (Stage stage : stages) {
        running.add(new StagePipeline(service, List.of(stage)));
        running.getLast().start(START);
      }
      load(requestFile, outcomeFile);
      for (Stage stage : stages) {
        completion.await(stage, completion.input(stage), running.getFirst());
        running.removeFirst().close(); // what it still holds goes out
        progress.say("stage " + stage.name() + " is done");
      }
    } finally {
      running.forEach(StagePipeline::close);
    }
  }

  private void load(Path requestFile, @Nullable Path outcomeFile) throws IOException {
    LineProducer producer = new LineProducer(bootstrapServers);
    long requests = producer.send(requestFile, Topics.INFERENCE_REQUESTS);
    outcomes = outcomeFile == null ? 0 : producer.send(outcomeFile, Topics.OUTCOMES);
    progress.say("loaded " + requests + " requests and " + outcomes + " outcomes");
  }

  /** Every other stage that has anything to say under the policies, one after the other. */
  public void judge() throws IOException, InterruptedException {
    List<Stage> stages = new ArrayList<>(stages());
    stages.removeAll(FlowStages.perRequest(stages));
    for (Stage stage : stages) {
      if (stage.replayed(service.policies())) {
        run(stage);
        progress.say("stage " + stage.name() + " is done");
      }
    }
  }

  private void run(Stage stage) throws InterruptedException {
    long input = completion.input(stage);
    try (StagePipeline pipeline = new StagePipeline(service, List.of(stage))) {
      pipeline.start(START);
      completion.await(stage, input, pipeline);
    }
  }

  private List<Stage> stages() throws IOException {
    MeasureSettings measure =
        new MeasureSettings(1, TICK, TICK, MeasureSettings.Publication.AT_END);
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
   * Writes {@code window-measures.jsonl}, {@code pane-counts.jsonl}, {@code chain-heads.jsonl},
   * {@code ethics-alerts.jsonl}, {@code incidents.jsonl}, {@code retraining-jobs.jsonl}, {@code
   * summary.json} and {@code report.html}.
   *
   * @param notes sentences on how the input was taken
   * @return what {@code summary.json} holds
   */
  public Map<String, Object> write(AlertReports asked, Path out, List<String> notes)
      throws IOException {
    Policies policies = service.policies();
    MeasureSpool measures = MeasureSpool.read(topics, policies, folder.resolve("measures"));
    ReasonCounts reasons = ReasonCounts.of(service.registry(), topics);
    try (AlertLines alerts = new AlertLines(folder.resolve("alerts"))) {
      ReplayVerdict verdict = ReplayVerdict.of(policies, measures, asked, alerts, topics);
      verdict.reports().forEach(report -> progress.say(report.text()));
      ReplayFiles files =
          ReplayFiles.of(RequestBalance.byOffsets(bootstrapServers), outcomes, reasons, verdict);
      files.write(out, policies);
      new ReplayPage(reasons, notes).write(files, out);
      return files.summary();
    }
  }
}
