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
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When windows are forgotten and the drift reference is frozen, to the millisecond. */
class MergeRetentionTest {

  // Windows of five minutes, every minute; grace of 30 seconds; labels for 14 days.
  private static final Policy POLICY = MeasureFixtures.policy();
  private static final long NOON = MeasureFixtures.NOON.toEpochMilli();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long GRACE = Duration.ofSeconds(30).toMillis();
  private static final long HORIZON = Duration.ofDays(14).toMillis();
  private static final long FIRST = Duration.ofHours(1).toMillis();

  @TempDir private Path folder;
  private final List<MergeOutput> published = new ArrayList<>();
  private MockProcessorContext<String, MergeOutput> context;
  private final List<StateStore> stores = new ArrayList<>();

  @BeforeEach
  void open() {
    context = MergeFixtures.context(folder, stores);
  }

  @AfterEach
  void close() {
    stores.forEach(StateStore::close);
  }

  private static MeasureCounts oneRecord() {
    PaneAccumulator pane = new PaneAccumulator();
    pane.add(
        new RecordMeasurer(POLICY).measure(MeasureFixtures.scored("r", "f", 0.7, 20, Map.of())));
    return pane.toCounts();
  }

  private <V> PaneStore<V> panes(String store) {
    return new PaneStore<>(context.getStateStore(store), "credit");
  }

  private PredictionWindows windows() {
    return new PredictionWindows(
        POLICY,
        panes(MergeStores.COHORTS),
        panes(MergeStores.WINDOWS),
        Publication.LIVE,
        published::add);
  }

  @Test
  void shouldForgetAWindowWhenItsGraceAfterTheLastLabelHasPassedAndNotBefore() {
    // Given: the window of 12:00 and the four before it
    PredictionWindows windows = windows();
    windows.add(NOON, oneRecord());
    long last = NOON + 5 * MINUTE + HORIZON + GRACE;
    // When
    windows.forget(last, start -> null);
    // Then
    assertThat(starts()).containsExactly(-4L, -3L, -2L, -1L);
    assertThat(this.<MeasureCounts>panes(MergeStores.COHORTS).get(NOON)).isNotNull();
    // When
    windows.forget(last + 1, start -> null);
    // Then
    assertThat(starts()).containsExactly(-4L, -3L, -2L, -1L, 0L);
    assertThat(this.<MeasureCounts>panes(MergeStores.COHORTS).get(NOON)).isNull();
    assertThat(this.<WindowState>panes(MergeStores.WINDOWS).get(NOON)).isNull();
  }

  /** Minutes from noon to the starts of the windows that were published as final. */
  private List<Long> starts() {
    return published.stream()
        .map(output -> ((MergeOutput.Window) output).measures())
        .filter(WindowMeasures::isFinal)
        .map(window -> (window.window().start().toEpochMilli() - NOON) / MINUTE)
        .toList();
  }

  @Test
  void shouldFreezeTheReferenceWhenTheGraceOfItsPeriodHasPassedAndNotBefore() {
    // Given
    ModelMerge merge = merge();
    KeyValueStore<String, MeasureCounts> references = context.getStateStore(MergeStores.REFERENCE);
    merge.accept(delta(NOON + FIRST + GRACE - 1, NOON));
    merge.tick(0);
    MeasureCounts before = references.get("credit");
    // When: a record of the period comes within its grace, and one after it
    merge.accept(delta(NOON + FIRST + GRACE, NOON + FIRST - MINUTE));
    merge.accept(delta(NOON + FIRST + GRACE, NOON + FIRST));
    merge.tick(0);
    // Then
    assertThat(before).isNull();
    assertThat(references.get("credit").everyone().requests()).isEqualTo(2);
  }

  /** A record in the pane, of an input that has come so far. */
  private static CountsDelta delta(long newest, long pane) {
    Progress progress = new Progress(newest, false);
    return new CountsDelta(
        "credit",
        0,
        progress,
        List.of(new PaneDelta(pane, oneRecord(), MeasureCounts.EMPTY)),
        List.of());
  }

  private ModelMerge merge() {
    return new ModelMerge(
        POLICY,
        MeasureSettings.live(1),
        context.getStateStore(MergeStores.STATE),
        new DriftReferences(
            POLICY, context.getStateStore(MergeStores.REFERENCE), panes(MergeStores.HOURS)),
        MergeFixtures.evidence(POLICY, context),
        windows(),
        published::add);
  }
}
