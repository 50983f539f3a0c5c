package dev.plumbline.stage.retrain.train;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.TrueLabel;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;

/**
 * A line that holds an example, of which only that is known which says whether it is kept: nearly
 * no line of a long file is, and to read all of it takes several times as long.
 *
 * @param json the whole line
 */
@SuppressWarnings("ArrayRecordComponent") // lines are compared by their order alone
record ExampleLine(String requestId, Instant labelledAt, String label, byte[] json) {

  /** By the time of the label. */
  static final Comparator<ExampleLine> OLDEST_FIRST =
      Comparator.comparing(ExampleLine::labelledAt).thenComparing(ExampleLine::requestId);

  private static final ObjectReader READER = Json.MAPPER.readerFor(TrainingExample.class);

  /** Objects, references and places in collections, of a line and of the example in it. */
  private static final int OBJECTS = 1_200;

  /** The line itself, and its characters as an example's. */
  private static final int PER_BYTE = 3;

  TrueLabel truth() {
    return new TrueLabel(label, labelledAt.toEpochMilli());
  }

  /**
   * @throws IOException when it is no example
   */
  TrainingExample example() throws IOException {
    return READER.readValue(json);
  }

  /** Memory that it and its example take, rather too much than too little. */
  long bytes() {
    return OBJECTS + (long) PER_BYTE * json.length;
  }
}
