package dev.plumbline.stage.measure.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.drift.DriftPolicy;
import dev.plumbline.policy.drift.MovingReference;
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
import java.time.Instant;
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

/** What windows are compared with when the reference moves along with them. */
class DriftReferencesTest {

  private static final long NOON = MeasureFixtures.NOON.toEpochMilli();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final Policy DAILY = policy(MovingReference.Kind.SEASONAL, Duration.ofDays(1));
  private static final Policy ROLLING = policy(MovingReference.Kind.ROLLING, Duration.ofHours(3));

  @TempDir private Path folder;
  private MockProcessorContext<String, MergeOutput> context;
  private final List<StateStore> stores = new ArrayList<>();
  private final List<MergeOutput> published = new ArrayList<>();

  private static Policy policy(MovingReference.Kind kind, Duration length) {
    return MeasureFixtures.policy(
        new DriftPolicy(
            Duration.ofHours(1),
            null,
            new MovingReference(kind, length),
            List.of(),
            Map.of(),
            Severity.WARNING));
  }

  @BeforeEach
  void open() {
    context = MergeFixtures.context(folder, stores);
  }

  @AfterEach
  void close() {
    stores.forEach(StateStore::close);
  }

  /** One record an hour; on the second day the same hour of the first, on the third of both. */
  @Test
  void shouldPoolTheSameHourOfEarlierDaysWhenTheReferenceIsSeasonal() {
    // Given
    DriftReferences references = references(DAILY);
    ModelMerge merge = merge(DAILY, references);
    for (long hour = 0; hour <= 72; hour++) {
      merge.accept(delta(NOON + hour * HOUR, NOON + hour * HOUR, 1));
      merge.tick(0);
    }
    MergeState state = state();
    // Then
    assertThat(records(references, NOON + 5 * MINUTE, state)).isZero();
    assertThat(records(references, NOON + DAY + 5 * MINUTE, state)).isEqualTo(1);
    assertThat(records(references, NOON + 2 * DAY + 5 * MINUTE, state)).isEqualTo(2);
    // and a window that reaches into two hours is compared with both
    assertThat(records(references, NOON + DAY + HOUR - MINUTE, state)).isEqualTo(2);
  }

  /** Three hours before the window's own hour, which is none of them. */
  @Test
  void shouldHoldTheHoursBeforeTheWindowWhenTheReferenceRolls() {
    // Given
    DriftReferences references = references(ROLLING);
    ModelMerge merge = merge(ROLLING, references);
    for (long hour = 0; hour <= 6; hour++) {
      merge.accept(delta(NOON + hour * HOUR, NOON + hour * HOUR, 1 << hour));
      merge.tick(0);
    }
    // Then
    assertThat(records(references, NOON + 4 * HOUR, state())).isEqualTo(2 + 4 + 8);
    assertThat(records(references, NOON + 5 * HOUR - MINUTE, state())).isEqualTo(2 + 4 + 8);
    assertThat(records(references, NOON + HOUR, state())).isEqualTo(1);
    assertThat(records(references, NOON, state())).isZero();
  }

  @Test
  void shouldAddWhatComesLateWhenItsHourHasClosed() {
    // Given
    DriftReferences references = references(ROLLING);
    ModelMerge merge = merge(ROLLING, references);
    merge.accept(delta(NOON, NOON, 1));
    merge.accept(delta(NOON + 2 * HOUR, NOON + 2 * HOUR, 1));
    merge.tick(0);
    long before = records(references, NOON + HOUR, state());
    // When
    merge.accept(delta(NOON + 2 * HOUR, NOON + 5 * MINUTE, 3));
    // Then
    assertThat(before).isEqualTo(1);
    assertThat(records(references, NOON + HOUR, state())).isEqualTo(4);
  }

  /** Another owner of the task restores the stores and goes on. */
  @Test
  void shouldGoOnWhereItWasWhenItStartsAgain() {
    // Given
    ModelMerge first = merge(ROLLING, references(ROLLING));
    first.accept(delta(NOON, NOON, 2));
    first.accept(delta(NOON + 90 * MINUTE, NOON + 90 * MINUTE, 1));
    first.tick(0);
    // When
    DriftReferences references = references(ROLLING);
    ModelMerge second = merge(ROLLING, references);
    second.accept(delta(NOON + 150 * MINUTE, NOON + 10 * MINUTE, 4));
    second.tick(0);
    // Then
    assertThat(records(references, NOON + HOUR, state())).isEqualTo(6);
    assertThat(records(references, NOON + 2 * HOUR, state())).isEqualTo(7);
  }

  /** Three hours, and as long as labels may still revise a window. */
  @Test
  void shouldDropHoursThatNoWindowNeedsAnyMore() {
    // Given
    ModelMerge merge = merge(ROLLING, references(ROLLING));
    merge.accept(delta(NOON, NOON, 1));
    merge.accept(delta(NOON + 2 * HOUR, NOON + 2 * HOUR, 1));
    merge.tick(0);
    PaneStore<MeasureCounts> hours = panes(MergeStores.HOURS);
    assertThat(hours.between(Long.MIN_VALUE, Long.MAX_VALUE)).hasSize(1);
    // When
    merge.accept(delta(NOON + 16 * DAY, NOON + 16 * DAY, 1));
    merge.tick(0);
    // Then
    assertThat(hours.between(Long.MIN_VALUE, NOON + HOUR)).isEmpty();
  }

  /** A tick tells a bounded number of windows: what they are compared with has to wait for them. */
  @Test
  void shouldKeepHoursUntilTheirWindowsAreToldWhenABacklogIsLongerThanLabelsMayTake() {
    // Given
    DriftReferences references = references(ROLLING);
    ModelMerge merge = merge(ROLLING, references);
    for (long hour = 0; hour < 500; hour++) {
      merge.accept(delta(NOON + hour * HOUR, NOON + hour * HOUR, 1));
    }
    // When
    boolean all = merge.tick(0);
    // Then
    assertThat(all).isFalse();
    assertThat(records(references, NOON + 100 * HOUR, state())).isEqualTo(3);
    while (!merge.tick(0)) {
      assertThat(published).isNotEmpty();
    }
    assertThat(panes(MergeStores.HOURS).between(Long.MIN_VALUE, NOON + 100 * HOUR)).isEmpty();
  }

  /**
   * Clocks are wrong now and then: one record of 1990 among today's, then one of 2060. A season is
   * 24 hours here; from 1990 to 2060 there are 614,000.
   */
  @Test
  void shouldLookAtNoMoreHoursThanHaveRecordsWhenOneIsStampedDecadesAway() {
    // Given
    CountedStore cohorts = new CountedStore(context.getStateStore(MergeStores.COHORTS));
    DriftReferences references = references(DAILY);
    ModelMerge merge = merge(DAILY, references, new PaneStore<>(cohorts.store(), "credit"));
    merge.accept(delta(NOON, Instant.parse("1990-01-01T00:00:00Z").toEpochMilli(), 1));
    merge.accept(delta(NOON, NOON, 1));
    merge.tick(0);
    merge.accept(delta(NOON + DAY, NOON + DAY, 1));
    merge.tick(0);
    // Then
    assertThat(records(references, NOON + DAY + 5 * MINUTE, state())).isEqualTo(1);
    // When
    long decadesLater = Instant.parse("2060-01-01T00:00:00Z").toEpochMilli();
    merge.accept(delta(decadesLater, decadesLater, 1));
    while (!merge.tick(0)) {
      assertThat(published).isNotEmpty();
    }
    // Then
    assertThat(cohorts.calls()).isBetween(10L, 300L);
  }

  private long records(DriftReferences references, long window, MergeState state) {
    MeasureCounts counts = references.of(window, state);
    return counts == null ? 0 : counts.everyone().requests();
  }

  private MergeState state() {
    return context
        .<KeyValueStore<String, MergeState>>getStateStore(MergeStores.STATE)
        .get("credit");
  }

  private DriftReferences references(Policy policy) {
    return new DriftReferences(
        policy, context.getStateStore(MergeStores.REFERENCE), panes(MergeStores.HOURS));
  }

  private ModelMerge merge(Policy policy, DriftReferences references) {
    return merge(policy, references, panes(MergeStores.COHORTS));
  }

  private ModelMerge merge(
      Policy policy, DriftReferences references, PaneStore<MeasureCounts> cohorts) {
    return new ModelMerge(
        policy,
        MeasureSettings.live(1),
        context.getStateStore(MergeStores.STATE),
        references,
        MergeFixtures.evidence(policy, context),
        new PredictionWindows(
            policy, cohorts, panes(MergeStores.WINDOWS), Publication.LIVE, published::add),
        published::add);
  }

  private <V> PaneStore<V> panes(String store) {
    return new PaneStore<>(context.getStateStore(store), "credit");
  }

  private static CountsDelta delta(long newest, long pane, int records) {
    PaneAccumulator counts = new PaneAccumulator();
    for (int i = 0; i < records; i++) {
      counts.add(
          new RecordMeasurer(DAILY).measure(MeasureFixtures.scored("r", "f", 0.7, 20, Map.of())));
    }
    return new CountsDelta(
        "credit",
        0,
        new Progress(newest, false),
        List.of(new PaneDelta(pane, counts.toCounts(), MeasureCounts.EMPTY)),
        List.of());
  }
}
