package dev.plumbline.http.intake;

import dev.plumbline.kafka.client.RecordSink.KeyedValue;
import java.util.ArrayList;
import java.util.List;

/** The records of one body: all of them, or what is wrong with some. */
final class CheckedRecords {

  /** Of the problems that are told; the first ones mostly explain the others. */
  static final int MOST_TOLD = 100;

  private final List<KeyedValue> records = new ArrayList<>();
  private final List<RecordProblem> problems = new ArrayList<>();
  private int seen;
  private int wrong;

  /** The place of the next record. */
  int place() {
    return seen;
  }

  void add(KeyedValue record) {
    seen++;
    records.add(record);
  }

  void add(RecordProblem problem) {
    seen++;
    wrong++;
    if (problems.size() < MOST_TOLD) {
      problems.add(problem);
    }
  }

  int wrong() {
    return wrong;
  }

  int size() {
    return seen;
  }

  List<KeyedValue> records() {
    return records;
  }

  List<RecordProblem> problems() {
    return problems;
  }
}
