package dev.plumbline.stage.measure.counts;

import dev.plumbline.fairness.metric.SubjectBuckets;
import dev.plumbline.fairness.metric.SubjectBuckets.Field;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.util.List;

/**
 * The compact form of {@link SubjectBuckets}: of each bucket its distance from the one before,
 * doubled, plus one when there is more in it than predictions; then its counts. So a bucket of a
 * few requests without labels takes three bytes.
 */
final class SubjectCodec {

  private static final List<Field> PREDICTED = List.of(Field.REQUESTS, Field.FAVOURABLE);
  private static final List<Field> ALL = List.of(Field.values());

  private SubjectCodec() {}

  static void pack(SubjectBuckets subjects, VarintWriter to) {
    to.number(subjects.size());
    int before = -1;
    for (int place = 0; place < subjects.size(); place++) {
      int bucket = subjects.bucketAt(place);
      boolean labelled = labelled(subjects, place);
      to.number(2L * (bucket - before) + (labelled ? 1 : 0));
      for (Field field : labelled ? ALL : PREDICTED) {
        to.number(subjects.count(place, field));
      }
      before = bucket;
    }
  }

  static SubjectBuckets unpack(VarintReader from) {
    long[] table = new long[SubjectBuckets.BUCKETS * Field.NUMBER];
    int bucket = -1;
    for (long left = from.number(); left > 0; left--) {
      long packed = from.number();
      bucket += (int) (packed / 2);
      for (Field field : packed % 2 == 1 ? ALL : PREDICTED) {
        table[field.in(bucket)] = from.number();
      }
    }
    return SubjectBuckets.of(table);
  }

  private static boolean labelled(SubjectBuckets subjects, int place) {
    return ALL.stream()
        .anyMatch(field -> !PREDICTED.contains(field) && subjects.count(place, field) != 0);
  }
}
