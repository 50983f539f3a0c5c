package dev.plumbline.kafka.streams;

import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * How far a task's input has been read. To be asked by a processor in its own thread, at a tick and
 * not at every record: it may ask the broker.
 */
@FunctionalInterface
public interface InputOffsets {

  /** Everything has been read: so it is where records are piped in without a broker. */
  InputOffsets ALL_READ = (topic, partition) -> Optional.of(new Extent(0, 0));

  /**
   * @param position the offset that is read next
   * @param end the offset behind the last record that can be read, as it was a moment ago
   */
  record Extent(long position, long end) {}

  /** Empty when it is not known at present. */
  Optional<Extent> extent(String topic, int partition);

  /** Those of the stage that runs the processor. */
  static InputOffsets in(ProcessorContext<?, ?> context) {
    Object offsets = context.appConfigs().get(StageClients.OFFSETS);
    return offsets instanceof InputOffsets found ? found : ALL_READ;
  }
}
