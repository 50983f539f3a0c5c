package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.TrainingExample;
import dev.plumbline.file.ByteLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Labelled records of one model.
 *
 * @param records one per requestId, oldest label first
 * @param lines of the file
 * @param unreadable lines that were no example, or longer than {@value #LONGEST} bytes; a line is
 *     read no further than shows that it is about another model, or too old
 * @param full memory left no room for as many records as were wanted
 */
record LabelledExamples(List<TrainingExample> records, long lines, long unreadable, boolean full) {

  /** As long as a record of {@code training-examples} may be. */
  static final int LONGEST = 16 << 20;

  /** Lines between two words of progress. */
  private static final int STEP = 10_000;

  /** Examples may take this part of the heap; what is made of them for training takes more. */
  private static final int PART = 4;

  LabelledExamples {
    records = List.copyOf(records);
  }

  /** As {@link #read(Path, String, NewestExamples, DoubleConsumer)}, in a part of this heap. */
  static LabelledExamples read(Path file, String model, int most, DoubleConsumer progress)
      throws IOException {
    return read(
        file, model, new NewestExamples(most, Runtime.getRuntime().maxMemory() / PART), progress);
  }

  /**
   * Reads JSON lines, the values of {@code training-examples}, of which the newest are kept: in
   * memory is only what is kept, and one line.
   *
   * @param progress is told the share of the file that was read, from 0 to 1
   * @throws IOException when the file cannot be read
   */
  static LabelledExamples read(
      Path file, String model, NewestExamples newest, DoubleConsumer progress) throws IOException {
    long read = 0;
    long unreadable = 0;
    try (ByteLines lines = ByteLines.open(file, LONGEST)) {
      while (lines.next()) {
        if (++read % STEP == 0) {
          progress.accept(lines.share());
        }
        unreadable += keep(lines, model, newest) ? 0 : 1;
      }
    }
    List<TrainingExample> records = new ArrayList<>();
    for (ExampleLine line : newest.sorted()) {
      try {
        records.add(line.example());
      } catch (IOException e) {
        unreadable++;
      }
    }
    return new LabelledExamples(records, read, unreadable, newest.isFull());
  }

  /** Whether the line is an example, as far as it was read. */
  private static boolean keep(ByteLines lines, String model, NewestExamples newest) {
    if (lines.isTooLong()) {
      return false;
    }
    try {
      ExampleLine line = ExampleLineReader.read(lines, model, newest);
      if (line != null) {
        newest.add(line);
      }
      return true;
    } catch (IOException e) { // its message may quote the line
      return false;
    }
  }
}
