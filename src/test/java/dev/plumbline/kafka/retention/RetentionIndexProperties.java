package dev.plumbline.kafka.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes when, what is older than the horizon is gone and nothing else is. */
class RetentionIndexProperties {

  private static final long HORIZON = 60_000;
  private static final long BLOCK = 10_000;

  /**
   * What comes between two ticks.
   *
   * @param times of the ids, epoch milliseconds
   * @param restart the task moves before the tick
   */
  record Arrivals(List<Long> times, boolean restart) {}

  /** Crowds of one time and times spread over minutes, in no order. */
  @Provide
  Arbitrary<List<Arrivals>> traffic() {
    Arbitrary<List<Long>> spread =
        Arbitraries.longs().between(-5_000, 600_000).list().ofMaxSize(80);
    Arbitrary<List<Long>> crowd =
        Arbitraries.longs()
            .between(0, 600_000)
            .list()
            .ofMaxSize(3)
            .map(RetentionIndexProperties::crowd);
    return Arbitraries.oneOf(spread, crowd)
        .flatMap(times -> Arbitraries.of(true, false).map(restart -> new Arrivals(times, restart)))
        .list()
        .ofMaxSize(12);
  }

  private static List<Long> crowd(List<Long> times) {
    return times.stream().flatMap(time -> Collections.nCopies(300, time).stream()).toList();
  }

  @Property(tries = 300)
  void shouldHoldNothingOlderThanTheHorizonAndABlockAfterATick(
      @ForAll("traffic") List<Arrivals> traffic) {
    TestStore index = new TestStore();
    Map<String, Long> held = new HashMap<>();
    long newest = 0;
    for (Arrivals arrivals : traffic) {
      // Given
      for (long time : arrivals.times()) {
        String id = "r" + held.size() + "-" + index.removed.size();
        held.put(id, time);
        index.add(time, id);
        newest = Math.max(newest, time);
      }
      if (arrivals.restart()) {
        index.restart();
      }
      // When
      int before = index.removed.size();
      long limit = newest - HORIZON;
      index.removeBefore(limit);
      // Then
      for (RetainedId gone : index.removed.subList(before, index.removed.size())) {
        assertThat(held.remove(gone.id())).isNotNull().isLessThan(limit);
      }
      assertThat(held.values()).allMatch(time -> time > limit - BLOCK);
    }
    // Then: the store holds the others
    index.removeBefore(newest + 2 * BLOCK);
    assertThat(index.removed.stream().map(RetainedId::id)).containsAll(held.keySet());
    assertThat(index.entries()).isZero();
  }
}
