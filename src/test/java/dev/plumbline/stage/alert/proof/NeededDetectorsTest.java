package dev.plumbline.stage.alert.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.alert.AlertContext;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.alert.AlertStatus;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.alert.SequentialEvidence.Naming;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.RateContrast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Evidence is given as parts of A = 100, worked out by hand. */
class NeededDetectorsTest {

  private static final FairnessRule RULE =
      new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.1);

  @Test
  void shouldTakeTheRuleAloneWhenItReachesTheThreshold() {
    assertThat(needed(Naming.EACH, 100, 120, 300, 90)).containsExactly(120.0);
  }

  @Test
  void shouldTakeTheFewestThatEachHaveTheirPartWhenTheRuleIsNamed() {
    // 36 is a third, and two others have a third; 25 would be named among four only.
    assertThat(needed(Naming.EACH, 100, 36, 70, 40, 25)).containsExactly(36.0, 70.0, 40.0);
    assertThat(needed(Naming.EACH, 100, 55, 70, 60, 51)).containsExactly(55.0, 70.0);
  }

  @Test
  void shouldTakeTheLargestWhenTheyHaveEnoughOnlyTogether() {
    assertThat(needed(Naming.TOGETHER, 100, 28, 80, 15)).containsExactly(28.0, 80.0);
    assertThat(needed(Naming.TOGETHER, 105, 28, 76, 15)).containsExactly(28.0, 76.0, 15.0);
  }

  @Test
  void shouldTakeAllWhenTheyHaveLess() {
    assertThat(needed(Naming.TOGETHER, 200, 28, 76, 15)).containsExactly(28.0, 76.0, 15.0);
    assertThat(needed(Naming.EACH, 1000, 120, 90)).containsExactly(120.0, 90.0);
  }

  /** Evidence of rules that have a detector each, the page's first. */
  private static List<Double> needed(Naming named, double panes, double... evidence) {
    List<PageDetector> detectors = new ArrayList<>();
    for (int i = 0; i < evidence.length; i++) {
      detectors.add(
          new PageDetector(
              new AlertRule(RULE.label(), "sex", "group " + i),
              RateContrast.of(RULE).get(0),
              EDetector.fresh(i + 1),
              evidence[i],
              0,
              0));
    }
    PageMoment page = new PageMoment(page(detectors.get(0).rule(), named), 10, detectors);
    return NeededDetectors.of(page, panes).stream().map(PageDetector::weighted).toList();
  }

  private static Alert page(AlertRule rule, Naming named) {
    Instant at = Instant.parse("2026-03-01T10:00:00Z");
    return new Alert(
        Alert.key("credit", rule),
        "credit",
        rule,
        new AlertStatus(State.OPEN, Severity.PAGE, at, at),
        AlertFigures.NONE,
        new SequentialEvidence(1000.0, 2000.0, at, 50.0, 100.0, 100.0, named, null, null),
        new AlertContext("", "m1", "v1", Map.of(), List.of()));
  }
}
