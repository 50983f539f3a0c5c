package dev.plumbline.stage.measure.fold;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Prints what the fold step costs a record, for docs/benchmarks.md. */
final class FoldCost {

  private static final String POLICY =
      """
      model: credit
      scoring: {source: provided}
      outcome: {favourable: ['yes']}
      groups: {attributes: {sex: [f, m], age: [a, b, c, d, e]}}
      drift:
        signals: [{signal: score}, {signal: label}, {signal: text_length}, {signal: "feature:amount"}]
      """;

  private final Random random = new Random(1);
  private final MockProcessorContext<String, FoldOutput> context;
  private final FoldProcessor processor;

  private FoldCost(Policy policy, Path folder) {
    Properties properties = new Properties();
    properties.put("application.id", "fold");
    properties.put("bootstrap.servers", "none:9092");
    context = new MockProcessorContext<>(properties, new TaskId(0, 3), folder.toFile());
    for (StoreBuilder<?> builder : FoldStores.all()) {
      StateStore store = builder.withLoggingDisabled().withCachingDisabled().build();
      store.init(context.getStateStoreContext(), store);
      context.addStateStore(store);
    }
    Instant now = Instant.parse("2026-03-02T00:00:00Z");
    processor =
        new FoldProcessor(
            Policies.of(List.of(policy)),
            MeasureSettings.live(4),
            new SimpleMeterRegistry(),
            () -> now);
    processor.init(context);
    context.setRecordMetadata(Topics.SCORED_REQUESTS.name(), 3, 0);
  }

  /**
   * @param args records, after how many of them there is a tick, and how many subjects make them;
   *     none when it is left out
   */
  public static void main(String[] args) throws IOException {
    int records = Integer.parseInt(args[0]);
    int tick = Integer.parseInt(args[1]);
    int subjects = args.length > 2 ? Integer.parseInt(args[2]) : 0;
    Path folder = Files.createTempDirectory("fold-cost");
    Path file = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    FoldCost cost = new FoldCost(PolicyReader.read(file), folder);
    long before = 0;
    for (int i = 0; i < records; i++) {
      before = i == records / 4 ? cpuTime() : before;
      cost.processor.process(new Record<>("k", cost.record(i, subjects), 0));
      if (i % tick == tick - 1) {
        cost.tick();
      }
    }
    System.out.printf(Locale.ROOT, "%.0f ns a record%n", (cpuTime() - before) / (0.75 * records));
    System.exit(0); // the stores' own threads end with the process
  }

  private void tick() {
    List<CapturedPunctuator> punctuators = context.scheduledPunctuators();
    punctuators.get(punctuators.size() - 1).getPunctuator().punctuate(0);
    context.resetForwards();
  }

  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private byte[] record(int number, int subjects) {
    double yes = 1 / (1 + Math.exp(-1.5 * random.nextGaussian()));
    return String.format(
            Locale.ROOT,
            """
            {"requestId": "r%d", "model": "credit", "timestamp": "2026-03-01T12:%02d:%02dZ", "text": "%s",
             "attributes": {"sex": "%s", "age": "%s"}, "features": {"amount": %.2f}, "subject": %s,
             "prediction": {"label": "%s", "score": %.4f, "modelVersion": "m1"}}""",
            number,
            number / 20_000 % 60,
            number / 400 % 60,
            "x".repeat(20 + random.nextInt(180)),
            random.nextBoolean() ? "f" : "m",
            "abcde".charAt(random.nextInt(5)),
            Math.exp(3 + random.nextGaussian()),
            subjects == 0 ? "null" : "\"s" + random.nextInt(subjects) + "\"",
            yes > 0.5 ? "yes" : "no",
            Math.max(yes, 1 - yes))
        .getBytes(StandardCharsets.UTF_8);
  }
}
