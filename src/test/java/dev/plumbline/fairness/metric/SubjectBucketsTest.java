package dev.plumbline.fairness.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.fairness.metric.SubjectBuckets.Field;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.statistics.ClusteredRate;
import dev.plumbline.statistics.sketch.StableHash;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SubjectBucketsTest {

  @Test
  void shouldSpreadSubjectsEvenlyOverBuckets() {
    // Given
    int[] subjects = new int[SubjectBuckets.BUCKETS];
    // When
    for (int i = 0; i < 64_000; i++) {
      subjects[SubjectBuckets.bucket(StableHash.bits("customer-" + i) | 1)]++;
    }
    // Then: a thousand each, give or take five standard deviations
    assertThat(Arrays.stream(subjects).boxed()).allMatch(many -> many > 840 && many < 1_160);
  }

  @Test
  void shouldReadARateByBucketWhenRequestsHaveLabels() {
    // Given
    SubjectBuckets buckets =
        SubjectBuckets.of(table(3, 5, 4, 2, 1, 0, 1, 2))
            .merge(SubjectBuckets.of(table(3, 1, 0, 1, 0, 0, 0, 1)))
            .merge(SubjectBuckets.of(table(60, 2, 1, 0, 1, 0, 0, 0)));
    GroupCounts all = new GroupCounts("sex", "f", 20, 9, 10, 4, 2, 2, 2, 6);
    // When
    ClusteredRate sensitivity = buckets.rate(GroupRate.of(OutcomeRate.TRUE_POSITIVE), all);
    // Then
    assertThat(buckets.size()).isEqualTo(2);
    assertThat(buckets.total(GroupCounts::requests)).isEqualTo(8);
    assertThat(buckets.total(GroupCounts::labelled)).isEqualTo(6);
    assertThat(buckets.sizes(GroupCounts::truePositives)).hasSize(64).contains(3L, atIndex(3));
    assertThat(buckets.sizes(GroupCounts::positives))
        .contains(4L, atIndex(3))
        .contains(0L, atIndex(60));
    assertThat(sensitivity.all().successes()).isEqualTo(4);
    assertThat(sensitivity.all().trials()).isEqualTo(6);
  }

  @Test
  void shouldBeNothingWhenEverythingWasTakenBack() {
    // Given
    SubjectBuckets some = SubjectBuckets.of(table(7, 1, 1, 0, 0, 0, 0, 0));
    SubjectBuckets taken = SubjectBuckets.of(table(7, -1, -1, 0, 0, 0, 0, 0));
    // Then
    assertThat(some.merge(taken)).isEqualTo(SubjectBuckets.NONE);
    assertThat(some.merge(taken).isEmpty()).isTrue();
    assertThat(some).isNotEqualTo(taken).isNotEqualTo(SubjectBuckets.NONE);
    assertThat(SubjectBuckets.NONE.merge(some)).isEqualTo(some).hasSameHashCodeAs(some);
  }

  /** One bucket's counts in the fields' order. */
  private static long[] table(int bucket, long... counts) {
    long[] table = new long[SubjectBuckets.BUCKETS * Field.NUMBER];
    for (Field field : Field.values()) {
      table[field.in(bucket)] = counts[field.in(0)];
    }
    return table;
  }
}
