package dev.plumbline.stage.measure.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.CountsDelta.Progress;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.PaneDelta;
import dev.plumbline.stage.measure.record.RecordMeasurer;
import dev.plumbline.stage.measure.record.ScoredRecord;
import dev.plumbline.stage.measure.state.PaneStore;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Drift against a moving reference, measured live and in a replay: whatever the order in which
 * records come within the label horizon, and wherever the task starts again, what is told as final
 * is what a replay says, which sums up once when it has read everything.
 */
class MovingReferenceOrderTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration LENGTH = Duration.ofHours(60);
  private static final Duration ADVANCE = Duration.ofMinutes(30);
  private static final Duration HORIZON = Duration.ofHours(6);
  private static final int RECORDS = 4_000;

  @TempDir private Path folder;
  private final List<StateStore> stores = new ArrayList<>();

  /** A record and when it comes. */
  private record Arrival(Instant at, ScoredRecord record) {}

  @AfterEach
  void close() {
    stores.forEach(StateStore::close);
  }

  @ParameterizedTest
  @CsvSource({
    "'rolling: PT3H', 3, 1",
    "'rolling: PT3H', 200, 2",
    "'rolling: PT1H', 3, 3",
    "'seasonal: P1D', 3, 4",
    "'seasonal: P1D', 200, 5",
    "'seasonal: PT7H', 3, 6"
  })
  void shouldSayInTheEndWhatAReplaySaysWhenRecordsComeLateAndTheTaskStartsAgain(
      String reference, int regions, long seed) {
    // Given
    Policy policy = policy(reference);
    List<Arrival> arrivals = arrivals(regions, new Random(seed));
    // When
    Map<Instant, List<DriftMeasure>> replayed = replay(policy, arrivals);
    Map<Instant, List<DriftMeasure>> told = live(policy, arrivals, new Random(seed));
    // Then
    assertThat(told.values().stream().flatMap(List::stream))
        .as("there is something to compare")
        .anyMatch(drift -> drift.verdict() == DriftMeasure.Drift.DRIFTED)
        .anyMatch(drift -> drift.verdict() == DriftMeasure.Drift.STABLE);
    assertThat(told).hasSizeGreaterThan(60);
    told.forEach(
        (start, drift) -> assertThat(drift).as("%s", start).isEqualTo(replayed.get(start)));
  }

  private static Policy policy(String reference) {
    return AlertTestPolicies.read(
        """
        model: credit
        scoring: {source: provided}
        outcome: {favourable: ["yes"]}
        groups: {attributes: [region], minimumSize: 2}
        windows: {size: PT1H, advance: PT30M, grace: PT5M, labelHorizon: PT6H}
        drift:
          reference: {%s}
          signals: [{signal: score, statistic: kolmogorov_smirnov}, {signal: group_share}]
        fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
        """
            .formatted(reference));
  }

  /**
   * Sixty hours, of which four in each ten have no traffic, and scores that fall for a while. Most
   * records come within grace, some hours later, none after the horizon.
   */
  private static List<Arrival> arrivals(int regions, Random random) {
    List<Arrival> arrivals = new ArrayList<>();
    for (int n = 0; n < RECORDS; n++) {
      long millis = (long) (random.nextDouble() * LENGTH.toMillis());
      long hour = Duration.ofMillis(millis).toHours();
      if (hour % 10 < 6) {
        double score = 0.7 + 0.1 * random.nextGaussian() - (hour >= 33 && hour < 36 ? 0.3 : 0);
        String region = "r" + random.nextInt(regions);
        double which = random.nextDouble();
        long late =
            (long) (random.nextDouble() * (which < 0.7 ? 4 : which < 0.9 ? 100 : 350) * 60_000);
        Instant time = START.plusMillis(millis);
        arrivals.add(new Arrival(time.plusMillis(late), scored(n, time, region, score)));
      }
    }
    arrivals.sort(Comparator.comparing(Arrival::at));
    return arrivals;
  }

  private static ScoredRecord scored(int n, Instant at, String region, double score) {
    double probability = Math.max(0.01, Math.min(0.99, score));
    return new ScoredRecord(
        "r" + n,
        "credit",
        at.toEpochMilli(),
        probability > 0.6 ? "yes" : "no",
        probability,
        Map.of(),
        "m1",
        null,
        Map.of("region", region),
        Map.of(),
        Map.of(),
        List.of(),
        null,
        20);
  }

  /** Batch by batch, with a tick after most of them and a new start now and then. */
  private Map<Instant, List<DriftMeasure>> live(
      Policy policy, List<Arrival> arrivals, Random random) {
    MockProcessorContext<String, MergeOutput> context = context("live");
    List<MergeOutput> published = new ArrayList<>();
    ModelMerge merge = merge(policy, Publication.LIVE, context, published);
    int from = 0;
    long newest = Long.MIN_VALUE;
    while (from < arrivals.size()) {
      int to = Math.min(arrivals.size(), from + 1 + random.nextInt(30));
      List<ScoredRecord> batch = records(arrivals.subList(from, to));
      newest = Math.max(newest, batch.stream().mapToLong(ScoredRecord::time).max().orElseThrow());
      if (random.nextInt(10) == 0) {
        merge = merge(policy, Publication.LIVE, context, published);
      }
      merge.accept(delta(policy, batch, new Progress(newest, false)));
      if (random.nextInt(4) > 0) {
        merge.tick(0);
      }
      from = to;
    }
    long end = START.plus(LENGTH).plus(HORIZON).plus(Duration.ofHours(3)).toEpochMilli();
    merge.accept(delta(policy, List.of(), new Progress(end, false)));
    while (!merge.tick(0)) {
      assertThat(published).isNotEmpty();
    }
    return drift(published, true);
  }

  private Map<Instant, List<DriftMeasure>> replay(Policy policy, List<Arrival> arrivals) {
    List<MergeOutput> published = new ArrayList<>();
    ModelMerge merge = merge(policy, Publication.AT_END, context("replay"), published);
    List<ScoredRecord> records = records(arrivals);
    long newest = records.stream().mapToLong(ScoredRecord::time).max().orElseThrow();
    merge.accept(delta(policy, records, new Progress(newest, true)));
    while (!merge.tick(0)) {
      assertThat(published).isNotEmpty();
    }
    return drift(published, false);
  }

  private static List<ScoredRecord> records(List<Arrival> arrivals) {
    return arrivals.stream().map(Arrival::record).toList();
  }

  private static CountsDelta delta(Policy policy, List<ScoredRecord> records, Progress requests) {
    RecordMeasurer measurer = new RecordMeasurer(policy);
    long advance = ADVANCE.toMillis();
    Map<Long, PaneAccumulator> panes = new TreeMap<>();
    for (ScoredRecord record : records) {
      panes
          .computeIfAbsent(record.time() / advance * advance, start -> new PaneAccumulator())
          .add(measurer.measure(record));
    }
    List<PaneDelta> deltas = new ArrayList<>();
    panes.forEach(
        (start, pane) -> deltas.add(new PaneDelta(start, pane.toCounts(), MeasureCounts.EMPTY)));
    return new CountsDelta("credit", 0, requests, deltas, List.of());
  }

  /** By window, as it was told last. */
  private static Map<Instant, List<DriftMeasure>> drift(
      List<MergeOutput> published, boolean finalOnly) {
    Map<Instant, List<DriftMeasure>> drift = new TreeMap<>();
    for (MergeOutput output : published) {
      if (output instanceof MergeOutput.Window window) {
        WindowMeasures measures = window.measures();
        if (measures.isFinal() || !finalOnly) {
          drift.put(measures.window().start(), measures.drift());
        }
      }
    }
    return drift;
  }

  private MockProcessorContext<String, MergeOutput> context(String name) {
    return MergeFixtures.context(folder.resolve(name), stores);
  }

  /** A new owner of the stores. */
  private static ModelMerge merge(
      Policy policy,
      Publication publication,
      MockProcessorContext<String, MergeOutput> context,
      List<MergeOutput> published) {
    Duration tick = Duration.ofSeconds(1);
    return new ModelMerge(
        policy,
        new MeasureSettings(1, tick, tick, publication),
        context.getStateStore(MergeStores.STATE),
        new DriftReferences(
            policy,
            context.getStateStore(MergeStores.REFERENCE),
            panes(context, MergeStores.HOURS)),
        MergeFixtures.evidence(policy, context),
        new PredictionWindows(
            policy,
            panes(context, MergeStores.COHORTS),
            panes(context, MergeStores.WINDOWS),
            publication,
            published::add),
        published::add);
  }

  private static <V> PaneStore<V> panes(
      MockProcessorContext<String, MergeOutput> context, String store) {
    return new PaneStore<>(context.getStateStore(store), "credit");
  }
}
