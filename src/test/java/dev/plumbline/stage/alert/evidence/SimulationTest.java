package dev.plumbline.stage.alert.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.EvidencePolicy.Unit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Short runs of the simulations behind docs/alerts.md, with fixed seeds. */
class SimulationTest {

  @ParameterizedTest
  @EnumSource(NullSimulation.Scenario.class)
  void shouldPageNoMoreThanPromisedWhenTheGapIsTolerated(NullSimulation.Scenario scenario) {
    // Given: one false page allowed in the ten hours of each of twenty deployments
    NullSimulation simulation = new NullSimulation(scenario, 600);
    NullSimulation.Pages pages = new NullSimulation.Pages(0, 0, 0, 0, 0, 0, 0);
    // When
    for (int seed = 0; seed < 20; seed++) {
      pages = pages.plus(simulation.deployment(seed));
    }
    // Then
    assertThat(NullSimulation.interval(pages.open())[0]).isLessThanOrEqualTo(20);
    assertThat(pages.open()).isLessThanOrEqualTo(20 + 13); // three standard errors
    assertThat(pages.declared()).isLessThanOrEqualTo(20 + 13);
    assertThat(pages.openSum()).isLessThanOrEqualTo(20 + 13);
    assertThat(pages.declaredSum()).isLessThanOrEqualTo(20 + 13);
    if (scenario == NullSimulation.Scenario.MIXED) {
      assertThat(pages.all()).isGreaterThan(100); // of rules that are beyond: few names are false
    }
    if (scenario != NullSimulation.Scenario.FAIR) {
      assertThat(pages.bareThreshold()).isGreaterThan(1000);
      assertThat(pages.zTest()).isGreaterThan(500);
    }
  }

  @ParameterizedTest
  @CsvSource({"20,0.2", "100,0.1", "100,0.2", "500,0.05", "500,0.1", "500,0.2"})
  void shouldPageNearTheInformationLimitWhenTheGapIsReal(int people, double excess) {
    DelaySimulation simulation = new DelaySimulation(people, excess);
    int[] delays = simulation.detector(41);
    assertThat((double) delays[20]).isLessThanOrEqualTo(Math.max(1, 1.5 * simulation.limit()));
  }

  /** The same deployments, with what counted before: a person who asks five times pages. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void shouldPageByRequestAndNotByPersonWhenPeopleRepeatThemselves(double correlation) {
    // Given: one false page allowed in the three days of each of three deployments
    PeopleSimulation.Habit habit = new PeopleSimulation.Habit(5, correlation, true);
    long bySubject = 0;
    long byRequest = 0;
    // When
    for (int seed = 0; seed < 3; seed++) {
      bySubject += new PeopleSimulation(habit, Unit.SUBJECT, 3, seed).pages(3);
      byRequest += new PeopleSimulation(habit, Unit.REQUEST, 3, seed).pages(3);
    }
    // Then
    assertThat(bySubject).isLessThanOrEqualTo(3);
    assertThat(byRequest).isGreaterThan(50);
  }

  @ParameterizedTest
  @CsvSource({"2000,0.2,1.25", "20000,0.1,1.25", "20000,0.2,1.5"})
  void shouldPageNearTheInformationLimitWhenPeopleCountOnceADay(
      int people, double excess, double most) {
    PeopleDelaySimulation.Delay median = PeopleDelaySimulation.medians(people, excess, 15);
    assertThat((double) median.page()).isLessThanOrEqualTo(most * median.limit());
  }

  /** Whatever the traffic, and sooner where twelve rules share the chance of a small reference. */
  @ParameterizedTest
  @CsvSource({"1, 100, 100, 0.10", "12, 100, 100, 0.10", "12, 200, 20, 0.10"})
  void shouldPageNoLaterThanAnyRuleAloneWhenSeveralAreOff(
      int off, int people, int ofReference, double excess) {
    // When
    SumSimulation.Run[] runs = new SumSimulation(off, people, ofReference, excess).runs(11);
    // Then
    assertThat(runs)
        .allSatisfy(
            run -> {
              assertThat(run.sum()).isLessThanOrEqualTo(run.bh()).isLessThanOrEqualTo(run.alone());
              assertThat(run.allBySum()).isLessThanOrEqualTo(run.allAlone());
              assertThat(run.falseNames()).isZero();
              assertThat(run.fall()).isBetween(0.0, Math.log(12));
            });
    if (ofReference < people) {
      assertThat(Arrays.stream(runs).filter(run -> run.sum() < run.alone())).hasSizeGreaterThan(3);
      assertThat(SumSimulation.median(runs, SumSimulation.Run::fall)).isGreaterThan(0.7);
    }
  }

  @Test
  void shouldDrawTheRightMeanAndVarianceWhenBinomial() {
    // Given
    BinomialDraws binomial = new BinomialDraws(1);
    int draws = 20_000;
    double sum = 0;
    double squares = 0;
    // When
    for (int i = 0; i < draws; i++) {
      long k = binomial.next(150, 0.3);
      sum += k;
      squares += (k - 45.0) * (k - 45.0);
    }
    // Then: 45 and 31.5, within four standard errors
    assertThat(sum / draws).isBetween(45 - 0.16, 45 + 0.16);
    assertThat(squares / draws).isBetween(31.5 - 1.3, 31.5 + 1.3);
    assertThat(binomial.next(100, 1)).isEqualTo(100);
    assertThat(binomial.next(100, 0)).isZero();
  }
}
