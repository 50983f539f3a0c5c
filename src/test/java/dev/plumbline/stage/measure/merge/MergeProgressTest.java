package dev.plumbline.stage.measure.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.CountsDelta.Progress;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.PaneDelta;
import dev.plumbline.stage.measure.record.RecordMeasurer;
import dev.plumbline.stage.measure.state.PaneStore;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When windows and panes of three partitions close: with the slowest that is not silent. */
class MergeProgressTest {

  // Windows of five minutes, every minute; grace of 30 seconds.
  private static final Policy POLICY = MeasureFixtures.policy();
  private static final long NOON = MeasureFixtures.NOON.toEpochMilli();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int PARTITIONS = 3;

  @TempDir private Path folder;
  private final List<MergeOutput> published = new ArrayList<>();
  private MockProcessorContext<String, MergeOutput> context;
  private final List<StateStore> stores = new ArrayList<>();
  private ModelMerge merge;

  @BeforeEach
  void open() {
    context = MergeFixtures.context(folder, stores);
    merge =
        new ModelMerge(
            POLICY,
            MeasureSettings.live(PARTITIONS),
            context.getStateStore(MergeStores.STATE),
            new DriftReferences(
                POLICY, context.getStateStore(MergeStores.REFERENCE), panes(MergeStores.HOURS)),
            MergeFixtures.evidence(POLICY, context),
            new PredictionWindows(
                POLICY,
                panes(MergeStores.COHORTS),
                panes(MergeStores.WINDOWS),
                Publication.LIVE,
                published::add),
            published::add);
  }

  private <V> PaneStore<V> panes(String store) {
    return new PaneStore<>(context.getStateStore(store), "credit");
  }

  @AfterEach
  void close() {
    stores.forEach(StateStore::close);
  }

  @Test
  void shouldWaitForAPartitionThatLagsAndNoLongerWhenItHasCome() {
    // Given: two partitions are an hour ahead
    merge.accept(records(0, NOON + HOUR, NOON));
    merge.accept(records(1, NOON + HOUR, NOON));
    merge.accept(records(2, NOON, NOON));
    // When
    merge.tick(NOON + 2 * HOUR);
    List<Long> early = windows();
    merge.accept(progress(2, NOON + 6 * MINUTE, false));
    merge.tick(NOON + 2 * HOUR);
    // Then
    assertThat(early).isEmpty();
    assertThat(windows()).contains(0L).allMatch(minute -> minute <= 0);
    assertThat(requestsOf(0)).isEqualTo(3);
  }

  @Test
  void shouldNotWaitForAPartitionWhenItHasNothing() {
    // Given
    merge.accept(records(0, NOON + HOUR, NOON));
    merge.accept(progress(1, NOON + HOUR, false));
    merge.accept(progress(2, Progress.NONE, false));
    // When
    merge.tick(NOON + 2 * HOUR);
    List<Long> early = windows();
    merge.accept(progress(2, Progress.NONE, true));
    merge.tick(NOON + 2 * HOUR);
    // Then
    assertThat(early).isEmpty();
    assertThat(windows()).contains(0L);
  }

  @Test
  void shouldCloseByTheClockWhenAllPartitionsFellSilent() {
    // Given
    merge.accept(records(0, NOON, NOON));
    merge.accept(progress(1, NOON, true));
    merge.accept(progress(2, Progress.NONE, true));
    merge.accept(progress(0, NOON, true));
    // When
    merge.tick(NOON + 5 * MINUTE);
    List<Long> early = windows();
    merge.tick(NOON + 6 * MINUTE);
    // Then
    assertThat(early).doesNotContain(0L);
    assertThat(windows()).contains(0L);
  }

  @Test
  void shouldWaitWhenAPartitionWasNeverHeardOf() {
    // Given
    merge.accept(records(0, NOON + HOUR, NOON));
    merge.accept(progress(1, NOON + HOUR, false));
    // When
    merge.tick(NOON + 2 * HOUR);
    // Then
    assertThat(windows()).isEmpty();
  }

  @Test
  void shouldKeepWhatWasToldWhenALabelComesForAFinalWindow() {
    // Given
    for (int partition = 0; partition < PARTITIONS; partition++) {
      merge.accept(records(partition, NOON, NOON));
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      merge.accept(progress(partition, NOON + Duration.ofDays(15).toMillis(), false));
    }
    merge.tick(0);
    int told = published.size();
    // When
    merge.accept(records(0, NOON + Duration.ofDays(15).toMillis(), NOON));
    merge.tick(0);
    // Then
    assertThat(published.get(told - 1)).isInstanceOf(MergeOutput.Window.class);
    assertThat(published).hasSize(told);
  }

  private List<Long> windows() {
    return published.stream()
        .filter(MergeOutput.Window.class::isInstance)
        .map(output -> ((MergeOutput.Window) output).measures())
        .map(window -> (window.window().start().toEpochMilli() - NOON) / MINUTE)
        .toList();
  }

  private long requestsOf(long minute) {
    return published.stream()
        .filter(MergeOutput.Window.class::isInstance)
        .map(output -> ((MergeOutput.Window) output).measures())
        .filter(window -> window.window().start().toEpochMilli() == NOON + minute * MINUTE)
        .mapToLong(WindowMeasures::requests)
        .max()
        .orElse(0);
  }

  /** One record in the pane, of a partition that has come so far. */
  private static CountsDelta records(int partition, long newest, long pane) {
    PaneAccumulator counts = new PaneAccumulator();
    counts.add(
        new RecordMeasurer(POLICY).measure(MeasureFixtures.scored("r", "f", 0.7, 20, Map.of())));
    return new CountsDelta(
        "credit",
        partition,
        new Progress(newest, false),
        List.of(new PaneDelta(pane, counts.toCounts(), MeasureCounts.EMPTY)),
        List.of());
  }

  private static CountsDelta progress(int partition, long newest, boolean idle) {
    return new CountsDelta("credit", partition, new Progress(newest, idle), List.of(), List.of());
  }
}
