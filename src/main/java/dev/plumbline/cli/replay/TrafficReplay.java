package dev.plumbline.cli.replay;

import dev.plumbline.cli.service.StagePipeline;
import dev.plumbline.cli.service.TopicReconciliation;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.kafka.client.LineProducer;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTopology;
import dev.plumbline.stage.alert.RecordedAlerts;
import dev.plumbline.stage.measure.MeasureTopology;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.redact.RedactTopology;
import dev.plumbline.stage.redact.keys.KeyPurpose;
import dev.plumbline.stage.redact.keys.KeysetFile;
import dev.plumbline.stage.redact.keys.KeysetSource;
import dev.plumbline.stage.redact.request.RedactSettings;
import dev.plumbline.stage.retrain.RetrainTopology;
import dev.plumbline.stage.retrain.job.RecordedJobs;
import dev.plumbline.stage.score.ScoreTopology;
import dev.plumbline.stage.score.counterfactual.CounterfactualTopology;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Recorded traffic through the stages, one after the other: each has read all of its input before
 * the next starts, so nothing depends on which was faster and the files are the same every time.
 */
public final class TrafficReplay {

  private static final int PARTITIONS = 4;
  private static final Duration START = Duration.ofSeconds(60);

  /** Silence after which a stage's input is taken to be read to its end. */
  private static final Duration IDLE = Duration.ofSeconds(3);

  private static final Duration STALLED = Duration.ofMinutes(5);

  private final Policies policies;
  private final List<WhatIf> variants;
  private final @Nullable Instant driftSince;
  private final String bootstrapServers;
  private final Path folder;
  private final PrintWriter progress;
  private final TopicReader topics;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private long requests;
  private long outcomes;

  /**
   * @param variants of the policies, to be reported beside them
   * @param driftSince when the traffic is known to have gone wrong
   */
  public TrafficReplay(
      Policies policies,
      List<WhatIf> variants,
      @Nullable Instant driftSince,
      String bootstrapServers,
      Path folder,
      PrintWriter progress) {
    this.variants = List.copyOf(variants);
    this.driftSince = driftSince;
    this.policies = policies;
    this.bootstrapServers = bootstrapServers;
    this.folder = folder;
    this.progress = progress;
    this.topics = new TopicReader(bootstrapServers);
  }

  public void load(Path requestFile, @Nullable Path outcomeFile) throws IOException {
    LineProducer producer = new LineProducer(bootstrapServers);
    requests = producer.send(requestFile, Topics.INFERENCE_REQUESTS);
    outcomes = outcomeFile == null ? 0 : producer.send(outcomeFile, Topics.OUTCOMES);
    say("loaded " + requests + " requests and " + outcomes + " outcomes");
  }

  public void runStages() throws IOException, InterruptedException {
    run(RedactTopology.STAGE, () -> handled(RedactTopology.STAGE) >= requests);
    long redacted = topics.count(Topics.REDACTED_REQUESTS.name());
    run(ScoreTopology.STAGE, () -> handled(ScoreTopology.STAGE) >= redacted && probed());
    long scored = topics.count(Topics.SCORED_REQUESTS.name());
    long said = topics.count(Topics.OUTCOMES.name());
    run(MeasureTopology.STAGE, () -> measured() >= scored + said && published());
    long evidence =
        topics.count(Topics.PANE_COUNTS.name()) + topics.count(Topics.WINDOW_MEASURES.name());
    run(AlertTopology.STAGE, () -> count("plumbline.records", "alert", "in") >= evidence);
    if (policies.all().stream().anyMatch(policy -> !policy.retraining().on().isEmpty())) {
      run(RetrainTopology.STAGE, () -> collected() >= scored + said);
    }
  }

  /** Every scored request has been asked again or passed over, where a policy wants it. */
  private boolean probed() {
    return !CounterfactualTopology.isWanted(policies)
        || handled(CounterfactualTopology.NAME)
            >= count("plumbline.records", ScoreTopology.STAGE, "out");
  }

  private double collected() {
    return count("plumbline.records", RetrainTopology.STAGE, "in")
        + counted("plumbline.training.outcomes");
  }

  private void run(String stage, BooleanSupplier done) throws IOException, InterruptedException {
    long stalled = System.nanoTime() + STALLED.toNanos();
    double before = -1;
    try (StagePipeline pipeline = pipeline()) {
      pipeline.start(List.of(stage), START);
      while (!done.getAsBoolean()) {
        double now = registry.getMeters().stream().mapToDouble(TrafficReplay::sum).sum();
        if (now != before) {
          before = now;
          stalled = System.nanoTime() + STALLED.toNanos();
        } else if (System.nanoTime() > stalled) {
          throw new IllegalStateException("stage " + stage + " stopped making progress");
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    say("stage " + stage + " is done");
  }

  private StagePipeline pipeline() throws IOException {
    return new StagePipeline(
        policies,
        new StreamsSettings(bootstrapServers, folder.resolve("state"), "replay", 1, 1, Map.of()),
        redactSettings(),
        new MeasureSettings(
            PARTITIONS, Duration.ofMillis(500), IDLE, MeasureSettings.Publication.AT_END),
        registry);
  }

  /** Nobody will read a replay's tokens, so the key is lost with its folder. */
  private RedactSettings redactSettings() throws IOException {
    Path key = folder.resolve("encrypt-keyset.json");
    if (!Files.exists(key)) {
      KeysetFile.create(key, KeyPurpose.ENCRYPT);
    }
    return RedactSettings.DEFAULT.encryptingWith(new KeysetSource.InFile(key));
  }

  private static double sum(Meter meter) {
    return meter instanceof Counter counter ? counter.count() : 0;
  }

  /** Redacts and scores, and no more. */
  void scoreOnly() throws IOException, InterruptedException {
    run(RedactTopology.STAGE, () -> handled(RedactTopology.STAGE) >= requests);
    long redacted = topics.count(Topics.REDACTED_REQUESTS.name());
    run(ScoreTopology.STAGE, () -> handled(ScoreTopology.STAGE) >= redacted);
  }

  private double handled(String stage) {
    return count("plumbline.records", stage, "out")
        + count("plumbline.records", stage, "dead_lettered")
        + count("plumbline.records", stage, "withheld");
  }

  private double measured() {
    return count("plumbline.records", MeasureTopology.STAGE, "in") + counted("plumbline.outcomes");
  }

  private double counted(String name) {
    return registry.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  private double count(String name, String stage, String result) {
    return registry.find(name).tag("stage", stage).tag("result", result).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  /**
   * Whether the windows hold every measured request: all of a model's windows are published in one
   * tick.
   */
  private boolean published() {
    Map<String, Boolean> models = new LinkedHashMap<>();
    topics.each(Topics.WINDOW_MEASURES, window -> models.put(window.model(), true));
    long expected =
        policies.all().stream()
            .filter(
                policy ->
                    registry
                            .find("plumbline.records")
                            .tag("stage", MeasureTopology.STAGE)
                            .tag("result", "out")
                            .tag("model", policy.model())
                            .counters()
                            .stream()
                            .mapToDouble(Counter::count)
                            .sum()
                        > 0)
            .count();
    return models.size() >= expected;
  }

  public Map<String, Object> write(Path out) throws IOException {
    Files.createDirectories(out);
    List<WindowMeasures> windows = new ArrayList<>();
    topics.each(Topics.WINDOW_MEASURES, windows::add);
    windows.sort(
        Comparator.comparing(WindowMeasures::model).thenComparing(window -> window.window()));
    lines(out.resolve("window-measures.jsonl"), windows);
    List<Alert> alerts = new ArrayList<>();
    topics.each(Topics.ETHICS_ALERTS, alerts::add);
    alerts.sort(Comparator.comparing(Alert::at).thenComparing(alert -> alert.key()));
    lines(out.resolve("ethics-alerts.jsonl"), alerts);
    List<TrainingExample> examples = new ArrayList<>();
    topics.each(Topics.TRAINING_EXAMPLES, examples::add);
    List<RetrainingJob> jobs = RecordedJobs.of(policies, alerts, examples);
    lines(out.resolve("retraining-jobs.jsonl"), jobs);
    Map<String, Object> summary = summary(windows, alerts);
    summary.put("retrainingJobs", jobs.size());
    summary.put("reports", reports(windows, alerts));
    Files.writeString(
        out.resolve("summary.json"),
        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(summary) + "\n");
    return summary;
  }

  /** Every model under its policy as it is, then under each variant: the alert step alone again. */
  private List<AlertReport> reports(List<WindowMeasures> windows, List<Alert> alerts) {
    Map<String, List<PaneCounts>> panes = new TreeMap<>();
    topics.each(
        Topics.PANE_COUNTS,
        pane -> panes.computeIfAbsent(pane.model(), model -> new ArrayList<>()).add(pane));
    List<AlertReport> reports = new ArrayList<>();
    for (Policy policy : policies.all()) {
      RecordedModel recorded =
          new RecordedModel(
              panes.getOrDefault(policy.model(), List.of()),
              windows.stream().filter(window -> window.model().equals(policy.model())).toList());
      List<Alert> own =
          alerts.stream().filter(alert -> alert.model().equals(policy.model())).toList();
      reports.add(AlertReport.of("as is", policy, recorded, own, driftSince));
      for (WhatIf variant : variants) {
        Policy other = variant.change().apply(policy);
        List<Alert> others = RecordedAlerts.of(other, recorded.panes(), recorded.windows());
        reports.add(AlertReport.of(variant.name(), other, recorded, others, driftSince));
      }
    }
    reports.forEach(report -> say(report.text()));
    return reports;
  }

  private Map<String, Object> summary(List<WindowMeasures> windows, List<Alert> alerts) {
    TopicReconciliation found = TopicReconciliation.read(bootstrapServers);
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("requests", found.requests());
    summary.put("scored", found.scored());
    summary.put("deadLettered", found.deadLettered());
    summary.put("withheld", found.withheld());
    summary.put("balanced", found.balanced());
    summary.put("outcomes", outcomes);
    summary.put("windows", windows.size());
    summary.put("alerts", alerts.size());
    summary.put("pages", found.pages().size());
    summary.put("warnings", found.warnings());
    return summary;
  }

  private static void lines(Path file, List<?> values) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (Object value : values) {
        writer.write(Json.MAPPER.writeValueAsString(value));
        writer.write('\n');
      }
    }
  }

  private void say(String what) {
    progress.println(what);
    progress.flush();
  }
}
