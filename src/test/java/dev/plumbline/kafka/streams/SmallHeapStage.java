package dev.plumbline.kafka.streams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * A stage in a process of its own, which answers every record of {@code texts} with its length in
 * {@code lengths}, slowly, and keeps those whose first byte is a {@code k} for ever.
 */
final class SmallHeapStage {

  private SmallHeapStage() {}

  /**
   * @param args the broker's address and the state directory
   */
  public static void main(String[] args) throws InterruptedException {
    List<byte[]> kept = new ArrayList<>();
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            "texts", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read_texts"))
        .mapValues(
            text -> {
              if (text[0] == 'k') {
                kept.add(text);
              }
              pause();
              return String.valueOf(text.length);
            },
            Named.as("measure"))
        .to(
            "lengths",
            Produced.with(Serdes.ByteArray(), Serdes.String()).withName("write_lengths"));
    StageRunner stage =
        new StageRunner(
            "small",
            builder.build(),
            new StreamsSettings(args[0], Path.of(args[1]), "one", 1, 1, Map.of()),
            new SimpleMeterRegistry());
    stage.start();
    new CountDownLatch(1).await();
  }

  /** Slower than records come. */
  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
