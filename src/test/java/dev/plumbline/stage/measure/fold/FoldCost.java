package dev.plumbline.stage.measure.fold;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.measure.merge.MergeOutput;
import dev.plumbline.stage.measure.merge.MergeProcessor;
import dev.plumbline.stage.measure.merge.MergeStores;
import dev.plumbline.stage.measure.unit.MergeInput;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Prints what the measure stage costs a record without Kafka, for docs/benchmarks.md: the fold
 * step, and the merge step that takes what it sends, with evidence that counts requests, collapses
 * their copies, or counts people. The ways take turns.
 */
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

  /** What counts as evidence, and whether records name a subject. */
  private enum Way {
    REQUESTS("evidence: {unit: request, collapseCopies: false}", false),
    COPIES("evidence: {unit: request}", false),
    PEOPLE("evidence: {unit: subject}", true);

    private final String policy;
    private final boolean subjects;

    Way(String policy, boolean subjects) {
      this.policy = policy;
      this.subjects = subjects;
    }
  }

  /** Records of one person, in the mean. */
  private static final int EACH = 3;

  private final Random random = new Random(1);
  private final Way way;
  private final int records;
  private final MockProcessorContext<String, FoldOutput> context;
  private final MockProcessorContext<String, MergeOutput> mergeContext;
  private final FoldProcessor processor;
  private final MergeProcessor merge;
  private long folding;
  private long merging;

  private FoldCost(Way way, int records, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), POLICY + way.policy);
    Policies policies = Policies.of(List.of(PolicyReader.read(file)));
    this.way = way;
    this.records = records;
    Instant now = Instant.parse("2026-03-02T00:00:00Z");
    context = over(FoldStores.all(), folder.resolve("fold"));
    processor =
        new FoldProcessor(policies, MeasureSettings.live(1), new SimpleMeterRegistry(), () -> now);
    processor.init(context);
    context.setRecordMetadata(Topics.SCORED_REQUESTS.name(), 0, 0);
    mergeContext = over(MergeStores.all(), folder.resolve("merge"));
    merge =
        new MergeProcessor(policies, MeasureSettings.live(1), new SimpleMeterRegistry(), () -> now);
    merge.init(mergeContext);
  }

  private static <V> MockProcessorContext<String, V> over(
      Set<StoreBuilder<?>> stores, Path folder) {
    Properties properties = new Properties();
    properties.put("application.id", "cost");
    properties.put("bootstrap.servers", "none:9092");
    MockProcessorContext<String, V> context =
        new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile());
    for (StoreBuilder<?> builder : stores) {
      StateStore store = builder.withLoggingDisabled().withCachingDisabled().build();
      store.init(context.getStateStoreContext(), store);
      context.addStateStore(store);
    }
    return context;
  }

  /**
   * @param args records, after how many of them there is a tick, and rounds
   */
  public static void main(String[] args) throws IOException {
    int records = Integer.parseInt(args[0]);
    int tick = Integer.parseInt(args[1]);
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 1;
    for (int round = 0; round < rounds; round++) {
      for (Way way : Way.values()) {
        FoldCost cost = new FoldCost(way, records, Files.createTempDirectory("fold-cost"));
        cost.run(tick);
        System.out.printf(
            Locale.ROOT,
            "%s: %.0f ns a record to fold, %.0f to merge%n",
            way,
            cost.folding / (0.75 * records),
            cost.merging / (0.75 * records));
      }
    }
    System.exit(0); // the stores' own threads end with the process
  }

  /** The first quarter does not count. */
  private void run(int tick) {
    for (int from = 0; from < records; from += tick) {
      if (from >= records / 4 && from - tick < records / 4) {
        folding = 0;
        merging = 0;
      }
      List<byte[]> values = new ArrayList<>();
      for (int i = from; i < Math.min(records, from + tick); i++) {
        values.add(record(i));
      }
      long before = cpuTime();
      values.forEach(value -> processor.process(new Record<>("k", value, 0)));
      tick(context);
      List<byte[]> sent = sent();
      long folded = cpuTime();
      for (byte[] message : sent) {
        merge.process(new Record<>("credit", MergeInput.unpack(message), 0));
      }
      tick(mergeContext);
      folding += folded - before;
      merging += cpuTime() - folded;
      mergeContext.resetForwards();
    }
  }

  private List<byte[]> sent() {
    List<byte[]> sent = new ArrayList<>();
    context
        .forwarded()
        .forEach(
            forward -> {
              FoldOutput output = forward.record().value();
              if (output instanceof FoldOutput.Candidates it) {
                sent.add(MergeInput.pack(new MergeInput.Candidates(it.units())));
              } else if (output instanceof FoldOutput.Counted it) {
                sent.add(MergeInput.pack(new MergeInput.Delta(it.delta())));
              }
            });
    context.resetForwards();
    return sent;
  }

  private static void tick(MockProcessorContext<String, ?> context) {
    List<CapturedPunctuator> punctuators = context.scheduledPunctuators();
    punctuators.get(punctuators.size() - 1).getPunctuator().punctuate(0);
  }

  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private byte[] record(int number) {
    double yes = 1 / (1 + Math.exp(-1.5 * random.nextGaussian()));
    String subject =
        way.subjects
            ? "\"subject\": \"AbCdEfGhIjKlMnOpQrStUvWxYz%08x\", "
                .formatted(random.nextInt(records / EACH))
            : "";
    return String.format(
            Locale.ROOT,
            """
            {"requestId": "r%d", "model": "credit", "timestamp": "2026-03-01T12:%02d:%02dZ", "text": "%s",
             "features": {"amount": %.2f}, "attributes": {"sex": "%s", "age": "%s"}, %s
             "prediction": {"label": "%s", "score": %.4f, "modelVersion": "m1"}}""",
            number,
            number / 20_000 % 60,
            number / 400 % 60,
            "x".repeat(20 + random.nextInt(180)),
            Math.exp(3 + random.nextGaussian()),
            random.nextBoolean() ? "f" : "m",
            "abcde".charAt(random.nextInt(5)),
            subject,
            yes > 0.5 ? "yes" : "no",
            Math.max(yes, 1 - yes))
        .getBytes(StandardCharsets.UTF_8);
  }
}
