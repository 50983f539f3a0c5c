package dev.plumbline.stage.measure.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.kafka.topic.JsonSerde;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.counts.CountsCodec;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.state.PaneStore;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a window is told and when it is forgotten, to the millisecond. */
class PredictionWindowsTest {

  private static final Policy POLICY = MeasureFixtures.policy();
  private static final long NOON = MeasureFixtures.NOON.toEpochMilli();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** Of the default policy, each another length, so that none can stand in for another. */
  private static final long SIZE = Duration.ofMinutes(5).toMillis();

  private static final long GRACE = Duration.ofSeconds(30).toMillis();
  private static final long HORIZON = Duration.ofDays(14).toMillis();

  /** The earliest window that holds the pane at noon. */
  private static final long EARLIEST = NOON - 4 * MINUTE;

  private final List<WindowMeasures> told = new ArrayList<>();
  private final PaneStore<MeasureCounts> panes = new PaneStore<>(store(counts()), "credit");
  private final PaneStore<WindowState> states =
      new PaneStore<>(store(new JsonSerde<>(WindowState.class)), "credit");

  @Test
  void shouldTellAWindowWhenItsGraceIsOver() {
    // Given
    PredictionWindows windows = windows(Publication.LIVE);
    windows.add(NOON, onePrediction());
    // When
    windows.publish(EARLIEST + SIZE + GRACE - 1, false, start -> null);
    // Then
    assertThat(told).isEmpty();
    // When
    windows.publish(EARLIEST + SIZE + GRACE, false, start -> null);
    // Then
    assertThat(starts()).containsExactly(EARLIEST);
    assertThat(told.get(0).isFinal()).isFalse();
    assertThat(told.get(0).requests()).isEqualTo(1);
  }

  /** A label at the end of the horizon may come late by the grace, and no later. */
  @Test
  void shouldKeepAWindowWhenALabelCanStillReachIt() {
    // Given
    PredictionWindows windows = windows(Publication.LIVE);
    windows.add(NOON, onePrediction());
    // When
    windows.forget(EARLIEST + SIZE + HORIZON + GRACE, start -> null);
    // Then
    assertThat(told).isEmpty();
    assertThat(states.get(EARLIEST)).isNotNull();
    // When
    windows.forget(EARLIEST + SIZE + HORIZON + GRACE + 1, start -> null);
    // Then
    assertThat(starts()).containsExactly(EARLIEST);
    assertThat(told.get(0).isFinal()).isTrue();
    assertThat(told.get(0).requests()).isEqualTo(1);
    assertThat(states.get(EARLIEST)).isNull();
    assertThat(states.get(EARLIEST + MINUTE)).isNotNull();
  }

  /** The last window that needs a pane is the one that begins with it. */
  @Test
  void shouldKeepAPaneWhenAWindowStillNeedsIt() {
    // Given
    PredictionWindows windows = windows(Publication.LIVE);
    windows.add(NOON, onePrediction());
    // When
    windows.forget(NOON + SIZE + HORIZON + GRACE, start -> null);
    // Then
    assertThat(panes.get(NOON)).isNotNull();
    assertThat(starts())
        .containsExactly(EARLIEST, EARLIEST + MINUTE, EARLIEST + 2 * MINUTE, EARLIEST + 3 * MINUTE);
    // When
    windows.forget(NOON + SIZE + HORIZON + GRACE + 1, start -> null);
    // Then
    assertThat(panes.get(NOON)).isNull();
    assertThat(starts()).hasSize(5).endsWith(NOON);
  }

  @ParameterizedTest
  @EnumSource(Publication.class)
  void shouldTellAForgottenWindowAtOnceOnlyWhenMeasuresAreLive(Publication publication) {
    // Given
    PredictionWindows windows = windows(publication);
    windows.add(NOON, onePrediction());
    // When
    windows.forget(NOON + SIZE + HORIZON + GRACE + 1, start -> null);
    // Then
    assertThat(told).hasSize(publication == Publication.LIVE ? 5 : 0);
    assertThat(states.between(Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
  }

  private List<Long> starts() {
    return told.stream().map(window -> window.window().start().toEpochMilli()).toList();
  }

  private PredictionWindows windows(Publication publication) {
    return new PredictionWindows(
        POLICY,
        panes,
        states,
        publication,
        output -> told.add(((MergeOutput.Window) output).measures()));
  }

  private static MeasureCounts onePrediction() {
    PaneAccumulator pane = new PaneAccumulator();
    pane.add(
        new Observation(
            "credit",
            NOON,
            List.of(MeasureCounts.EVERYONE),
            true,
            "yes",
            GroupScores.BILLION / 2,
            "m1",
            GroupScores.BILLION,
            List.of(),
            List.of(),
            List.of()));
    return pane.toCounts();
  }

  private static Serde<MeasureCounts> counts() {
    return Serdes.serdeFrom(
        (topic, counts) -> {
          VarintWriter writer = new VarintWriter();
          CountsCodec.pack(counts, writer);
          return writer.toBytes();
        },
        (topic, bytes) -> bytes == null ? null : CountsCodec.unpack(new VarintReader(bytes)));
  }

  private static <V> KeyValueStore<String, V> store(Serde<V> values) {
    KeyValueStore<String, V> store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("store"), Serdes.String(), values)
            .withLoggingDisabled()
            .build();
    store.init(new MockProcessorContext<String, Object>().getStateStoreContext(), store);
    return store;
  }
}
