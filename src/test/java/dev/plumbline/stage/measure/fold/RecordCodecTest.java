package dev.plumbline.stage.measure.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.event.RequestIdentity;
import dev.plumbline.event.TrueLabel;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.CountsCodec;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.NamedCount;
import dev.plumbline.stage.measure.counts.PaneExemplars;
import dev.plumbline.stage.measure.record.EventContribution;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.PredictionFeedback;
import dev.plumbline.stage.measure.record.SignalValue;
import dev.plumbline.stage.measure.record.StoredPrediction;
import dev.plumbline.stage.measure.state.Dictionary;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordCodecTest {

  private final MockProcessorContext<String, Object> context = new MockProcessorContext<>();
  private final KeyValueStore<String, Long> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("words"), Serdes.String(), Serdes.Long())
          .withLoggingDisabled()
          .build();

  @BeforeEach
  void open() {
    store.init(context.getStateStoreContext(), store);
  }

  private static List<EventContribution> every() {
    StoredPrediction kept =
        new StoredPrediction(
            "m",
            -5,
            List.of("*=*", "sex=ж", "sex*race=f*B"),
            true,
            "yes",
            999_999_999,
            List.of(new NamedCount("yes", 0), new NamedCount("ж", 36_043_653_389L)),
            Long.MIN_VALUE + 1,
            new PredictionFeedback(
                new TrueLabel("no", 1), new TrueLabel("yes", Long.MAX_VALUE), List.of("appeal")));
    Observation measured =
        new Observation(
            "m",
            1_772_000_000_123L,
            List.of("*=*"),
            false,
            "a label \ud83d\ude00",
            0,
            "v".repeat(500),
            2_500_000_000L,
            List.of(new NamedCount("privacy", 0), new NamedCount("confidence", 1_000_000_000)),
            List.of(
                new SignalValue("score", null, Long.MIN_VALUE),
                new SignalValue("feature:f", "", 0)),
            List.of(new NamedCount(CounterNames.LATENCIES, 1)),
            List.of(new NamedCount("no", 7)),
            4_711);
    return List.of(
        new EventContribution.Predicted("r-1", measured),
        new EventContribution.Labelled(kept, "no", -1),
        new EventContribution.Evident("r-2", kept, new TrueLabel("yes", 0)),
        new EventContribution.Reported("r-3", kept, new TrueLabel("no", 4)),
        new EventContribution.Moved(kept, new TrueLabel("a", 9), new TrueLabel("b", -9)),
        new EventContribution.Noted("m", 7, CounterNames.RATING_SUM, -4),
        new EventContribution.Awaiting("m", Long.MIN_VALUE, ""));
  }

  @Test
  void shouldReadWhatItWroteWhenAnotherTaskTakesTheStoreOver() {
    // Given
    RecordCodec writer = new RecordCodec(new Dictionary(store));
    VarintWriter packer = new VarintWriter();
    every().forEach(each -> writer.pack(each, packer));
    // When
    RecordCodec reader = new RecordCodec(new Dictionary(store));
    VarintReader from = new VarintReader(packer.toBytes());
    List<EventContribution> read = new ArrayList<>();
    while (from.hasMore()) {
      read.add(reader.contribution(from));
    }
    // Then
    assertThat(read).isEqualTo(every());
  }

  @Test
  void shouldBeginWithTheVersionWhenStored() {
    // Given
    RecordCodec codec = new RecordCodec(new Dictionary(store));
    StoredPrediction kept = ((EventContribution.Moved) every().get(4)).kept();
    KeyValueStore<String, byte[]> predictions = opened("predictions", Serdes.String());
    KeyValueStore<Integer, byte[]> blocks = opened("journal", Serdes.Integer());
    PredictionStore stored = new PredictionStore(predictions, codec);
    ContributionJournal journal = new ContributionJournal(blocks, codec);
    // When
    RequestIdentity request = new RequestIdentity("credit", "r-1");
    stored.put(request, kept);
    for (int i = 0; i < 3; i++) { // more than a block
      every().forEach(journal::append);
    }
    // Then
    assertThat(new VarintReader(predictions.get("credit/r-1")).number()).isEqualTo(-4);
    assertThat(stored.find(request).kept()).isEqualTo(kept);
    assertThat(new VarintReader(blocks.get(0)).number()).isEqualTo(-4);
    assertThat(new VarintReader(blocks.get(1)).number()).isEqualTo(-4);
    List<EventContribution> restored = new ArrayList<>();
    new ContributionJournal(blocks, codec).restore(restored::add);
    assertThat(restored).hasSize(21).endsWith(every().toArray(new EventContribution[0]));
  }

  @ParameterizedTest
  @CsvSource({"-5, 5", "-2, 2", "0, 1"})
  void shouldRefuseWhenTheVersionIsAnotherOne(long begins, long version) {
    byte[] other = new VarintWriter().number(begins).number(0).toBytes();
    // Then
    assertThatThrownBy(() -> RecordCodec.open(other))
        .hasMessage("a record of version " + version + " cannot be read");
  }

  private <K> KeyValueStore<K, byte[]> opened(String name, Serde<K> keys) {
    KeyValueStore<K, byte[]> opened =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    opened.init(context.getStateStoreContext(), opened);
    return opened;
  }

  @Test
  void shouldTakeTensOfBytesWhenWordsReturn() {
    // Given
    RecordCodec codec = new RecordCodec(new Dictionary(store));
    StoredPrediction kept =
        new StoredPrediction(
            "card-support",
            1_772_000_000_000L,
            List.of("*=*", "language=en", "ageBand=30-49"),
            true,
            "lost_or_stolen_card",
            912_345_678,
            PredictionFeedback.NONE);
    codec.pack(kept, new VarintWriter());
    VarintWriter packer = new VarintWriter();
    // When
    codec.pack(kept, packer);
    // Then
    assertThat(packer.size()).isLessThan(32);
    assertThat(codec.kept(new VarintReader(packer.toBytes()))).isEqualTo(kept);
  }

  @Test
  void shouldStayBoundedWhenWordsFlood() {
    // Given
    Dictionary words = new Dictionary(store);
    VarintWriter packer = new VarintWriter();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      sent.add("kind" + i);
      words.pack("kind" + i, packer);
    }
    // When
    VarintReader from = new VarintReader(packer.toBytes());
    List<String> read = new ArrayList<>();
    while (from.hasMore()) {
      read.add(words.unpack(from));
    }
    // Then
    assertThat(read).isEqualTo(sent);
    assertThat(store.approximateNumEntries()).isEqualTo(1 << 14);
  }

  @Test
  void shouldReadCountsItWroteWhenTheyHoldEverything() {
    // Given
    PaneAccumulator pane = new PaneAccumulator();
    Random random = new Random(8);
    for (int i = 0; i < 500; i++) {
      Observation record =
          new Observation(
              "m",
              0,
              List.of("*=*", "sex=" + random.nextInt(3)),
              random.nextBoolean(),
              "l" + random.nextInt(5),
              random.nextInt(1_000_000_001),
              "v",
              1_000_000_000,
              List.of(new NamedCount("privacy", 1_000_000_000)),
              List.of(new SignalValue("score", null, random.nextLong())),
              List.of());
      pane.add(record);
      for (PaneExemplars.Kind kind : PaneExemplars.Kind.values()) {
        pane.example(kind, "r-" + i + kind, record.groups());
      }
      pane.label(record.kept(), "l" + random.nextInt(5), random.nextBoolean(), i % 7 == 0 ? -1 : 1);
    }
    MeasureCounts counts = pane.toCounts();
    assertThat(counts.examples()).hasSize(3);
    // When
    VarintWriter packer = new VarintWriter();
    CountsCodec.pack(counts, packer);
    VarintReader from = new VarintReader(packer.toBytes());
    // Then
    assertThat(CountsCodec.unpack(from)).isEqualTo(counts);
    assertThat(from.hasMore()).isFalse();
  }
}
