package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.stage.measure.Feedback.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

  private static List<Contribution> every() {
    Kept kept =
        new Kept(
            "m",
            -5,
            List.of("*=*", "sex=ж", "sex*race=f*B"),
            true,
            "yes",
            999_999_999,
            new Feedback(new Truth("no", 1), new Truth("yes", Long.MAX_VALUE), List.of("appeal")));
    Measured measured =
        new Measured(
            "m",
            1_772_000_000_123L,
            List.of("*=*"),
            false,
            "a label \ud83d\ude00",
            0,
            "v".repeat(500),
            2_500_000_000L,
            List.of(new Amount("privacy", 0), new Amount("confidence", 1_000_000_000)),
            List.of(new SignalBin("score", "#12")),
            List.of(new Amount(Facts.LATENCIES, 1)));
    return List.of(
        new Contribution.Predicted("r-1", measured),
        new Contribution.Labelled(kept, "no", -1),
        new Contribution.Evident("r-2", kept, new Truth("yes", 0)),
        new Contribution.Reported("r-3", kept, new Truth("no", 4)),
        new Contribution.Moved(kept, new Truth("a", 9), new Truth("b", -9)),
        new Contribution.Noted("m", 7, Facts.RATING_SUM, -4),
        new Contribution.Awaiting("m", Long.MIN_VALUE, ""));
  }

  @Test
  void shouldReadWhatItWroteWhenAnotherTaskTakesTheStoreOver() {
    // Given
    RecordCodec writer = new RecordCodec(new Words(store));
    Packer packer = new Packer();
    every().forEach(each -> writer.pack(each, packer));
    // When
    RecordCodec reader = new RecordCodec(new Words(store));
    Unpacker from = new Unpacker(packer.toBytes());
    List<Contribution> read = new ArrayList<>();
    while (from.hasMore()) {
      read.add(reader.contribution(from));
    }
    // Then
    assertThat(read).isEqualTo(every());
  }

  @Test
  void shouldTakeTensOfBytesWhenWordsReturn() {
    // Given
    RecordCodec codec = new RecordCodec(new Words(store));
    Kept kept =
        new Kept(
            "card-support",
            1_772_000_000_000L,
            List.of("*=*", "language=en", "ageBand=30-49"),
            true,
            "lost_or_stolen_card",
            912_345_678,
            Feedback.NONE);
    codec.pack(kept, new Packer());
    Packer packer = new Packer();
    // When
    codec.pack(kept, packer);
    // Then
    assertThat(packer.size()).isLessThan(32);
    assertThat(codec.kept(new Unpacker(packer.toBytes()))).isEqualTo(kept);
  }

  @Test
  void shouldStayBoundedWhenWordsFlood() {
    // Given
    Words words = new Words(store);
    Packer packer = new Packer();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      sent.add("kind" + i);
      words.pack("kind" + i, packer);
    }
    // When
    Unpacker from = new Unpacker(packer.toBytes());
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
      Measured record =
          new Measured(
              "m",
              0,
              List.of("*=*", "sex=" + random.nextInt(3)),
              random.nextBoolean(),
              "l" + random.nextInt(5),
              random.nextInt(1_000_000_001),
              "v",
              1_000_000_000,
              List.of(new Amount("privacy", 1_000_000_000)),
              List.of(new SignalBin("score", "#" + random.nextInt(20))),
              List.of());
      pane.add(record);
      for (Examples.Kind kind : Examples.Kind.values()) {
        pane.example(kind, "r-" + i + kind, record.groups());
      }
      pane.label(record.kept(), random.nextBoolean(), random.nextBoolean(), i % 7 == 0 ? -1 : 1);
    }
    Counts counts = pane.toCounts();
    assertThat(counts.examples()).hasSize(3);
    // When
    Packer packer = new Packer();
    CountsCodec.pack(counts, packer);
    Unpacker from = new Unpacker(packer.toBytes());
    // Then
    assertThat(CountsCodec.unpack(from)).isEqualTo(counts);
    assertThat(from.hasMore()).isFalse();
  }
}
