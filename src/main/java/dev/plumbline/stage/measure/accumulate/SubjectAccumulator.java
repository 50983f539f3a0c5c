package dev.plumbline.stage.measure.accumulate;

import dev.plumbline.fairness.metric.SubjectBuckets;
import dev.plumbline.fairness.metric.SubjectBuckets.Field;
import dev.plumbline.stage.measure.record.Observation;
import org.jspecify.annotations.Nullable;

/** Adds up {@link SubjectBuckets} in place; takes no room before a subject is known. */
final class SubjectAccumulator {

  private long @Nullable [] table;

  /** Nothing happens when the subject is not known. */
  void add(long person, Field field, int amount) {
    if (person != Observation.NOBODY && amount != 0) {
      room()[field.in(SubjectBuckets.bucket(person))] += amount;
    }
  }

  void add(SubjectAccumulator other) {
    long[] more = other.table;
    if (more != null) {
      long[] sum = room();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += more[i];
      }
    }
  }

  SubjectBuckets buckets() {
    return table == null ? SubjectBuckets.NONE : SubjectBuckets.of(table);
  }

  private long[] room() {
    if (table == null) {
      table = new long[SubjectBuckets.BUCKETS * Field.NUMBER];
    }
    return table;
  }
}
