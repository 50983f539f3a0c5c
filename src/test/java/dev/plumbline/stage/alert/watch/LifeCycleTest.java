package dev.plumbline.stage.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An alert's whole life on traffic with known gaps; docs/alerts.md has the long runs. */
class LifeCycleTest {

  private static final int DAY = 1440;

  @ParameterizedTest
  @CsvSource({"0.20, 20", "0.15, 100", "0.12, 500"})
  void shouldBeOneIncidentThatStaysOpenWhenTheGapNeverCloses(double gap, int people) {
    for (int seed = 0; seed < 3; seed++) {
      // When
      LifeCycleSimulation.Life life =
          LifeCycleSimulation.opening(people, gap).run(seed, 2 * DAY, 300);
      // Then
      assertThat(life.pages()).isEqualTo(1);
      assertThat(life.lastClear()).isEqualTo(-1);
    }
  }

  /**
   * The gap beyond the tolerance is as large while it lasts as the distance inside it afterwards.
   */
  @ParameterizedTest
  @CsvSource({"0.20, 20", "0.20, 100"})
  void shouldClearWithinThriceTheDetectionDelayWhenTheGapCloses(double gap, int people) {
    // Given
    int closed = DAY;
    LifeCycleSimulation simulation =
        new LifeCycleSimulation(people, minute -> minute < 300 || minute >= closed ? 0 : gap);
    // When
    LifeCycleSimulation.Life[] lives =
        IntStream.range(0, 9)
            .mapToObj(seed -> simulation.run(seed, 2 * DAY, 300))
            .toArray(LifeCycleSimulation.Life[]::new);
    // Then
    double delay = median(IntStream.range(0, 9).map(i -> lives[i].firstPage() - 299));
    double cleared = median(IntStream.range(0, 9).map(i -> lives[i].lastClear() - closed + 1));
    assertThat(cleared).isPositive().isLessThanOrEqualTo(3 * delay);
    assertThat(lives).allSatisfy(life -> assertThat(life.pages()).isEqualTo(1));
  }

  /** Warnings come and go on the way. */
  @Test
  void shouldPageWhenTheBareDetectorDoes() {
    for (int seed = 0; seed < 5; seed++) {
      // When
      LifeCycleSimulation.Life life = LifeCycleSimulation.opening(20, 0.15).run(seed, DAY, 300);
      // Then
      assertThat(life.firstPage()).isEqualTo(life.bare()).isGreaterThan(300);
    }
  }

  private static double median(IntStream values) {
    return values.sorted().toArray()[4];
  }
}
