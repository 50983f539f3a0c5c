package dev.plumbline.stage.measure.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.stage.measure.unit.UnitIndex.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The index beside a map of lists that does the same slowly. */
class UnitIndexProperties {

  record Step(long key, long time, int tie, boolean withdraw) {}

  @Property(tries = 300)
  void shouldHoldWhatAMapWouldHold(@ForAll("steps") List<Step> steps) {
    // Given
    UnitIndex index = new UnitIndex(UnitIndex.MOST);
    Map<Long, Step> expected = new HashMap<>();
    for (Step step : steps) {
      Step known = expected.get(step.key());
      // When
      if (step.withdraw()) {
        boolean is = known != null && known.time() == step.time() && known.tie() == step.tie();
        assertThat(index.withdraw(step.key(), step.time(), step.tie())).isEqualTo(is);
        if (is) {
          expected.remove(step.key());
        }
      } else {
        boolean earlier =
            known != null
                && (step.time() < known.time()
                    || (step.time() == known.time() && step.tie() < known.tie()));
        Change change =
            index.offer(step.key(), step.time(), step.tie(), step.tie(), step.tie() + 7);
        assertThat(change)
            .isEqualTo(known == null ? Change.FIRST : earlier ? Change.EARLIER : Change.NONE);
        if (change != Change.NONE) {
          expected.put(step.key(), step);
        }
      }
    }
    // Then
    Map<Long, List<Long>> held = new HashMap<>();
    index.forEach(
        (key, time, packed, score) -> held.put(key, List.of(time, (long) packed, (long) score)));
    Map<Long, List<Long>> wanted = new HashMap<>();
    expected.forEach(
        (key, step) -> wanted.put(key, List.of(step.time(), (long) step.tie(), step.tie() + 7L)));
    assertThat(held).isEqualTo(wanted);
    assertThat(index.size()).isEqualTo(wanted.size());
  }

  /** Few keys, so that they come again; neighbours, so that they share slots. */
  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 150),
            Arbitraries.longs().between(0, 5),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 3))
        .as((key, time, tie, what) -> new Step(key, time, tie, what == 0))
        .list()
        .ofMaxSize(400);
  }
}
