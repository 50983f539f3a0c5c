package dev.plumbline.stage.alert.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.stage.alert.incident.CellTraffic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Estimates of hand-made counts against tolerances, worked out by hand. */
public class ToleratedGapTest {

  /**
   * Each side has 100 requests whose true label is favourable and 100 of which it is not.
   *
   * @param tp of them favoured, of the group
   * @param fp of the others favoured
   */
  @ParameterizedTest
  @CsvSource({
    // the larger gap, 80 to 90, is a ratio of 0.89; the smaller, 2 to 5, one of 0.4
    "EQUALIZED_ODDS_RATIO, 0.8, 80, 2, 90, 5, true",
    "EQUALIZED_ODDS_RATIO, 0.8, 80, 5, 90, 5, false",
    "EQUALIZED_ODDS_RATIO, 0.8, 90, 5, 80, 2, true",
    // 30 ahead in one rate and 30 behind in the other are none on average
    "AVERAGE_ODDS_DIFFERENCE, 0.1, 80, 20, 50, 50, false",
    "AVERAGE_ODDS_DIFFERENCE, 0.1, 80, 50, 50, 50, true",
    "EQUALIZED_ODDS_DIFFERENCE, 0.1, 80, 50, 50, 50, true",
    "EQUALIZED_ODDS_DIFFERENCE, 0.31, 80, 50, 50, 50, false",
    // 82 and 95 of 200: a ratio of 0.863
    "DISPARATE_IMPACT_RATIO, 0.85, 80, 2, 90, 5, false",
    "DISPARATE_IMPACT_RATIO, 0.87, 80, 2, 90, 5, true",
    // no rates: nothing is known to be beyond
    "CALIBRATION_DIFFERENCE, 0.1, 80, 2, 10, 90, false",
  })
  void shouldJudgeAsPagesDo(
      FairnessMetric metric,
      double tolerance,
      long tp,
      long fp,
      long tpOthers,
      long fpOthers,
      boolean beyond) {
    GroupTally tally = tally(counts("f", 100, tp, fp), counts("m", 100, tpOthers, fpOthers));
    assertThat(new ToleratedGap(new FairnessRule(metric, tolerance)).exceededBy(tally))
        .isEqualTo(beyond);
  }

  @ParameterizedTest
  @CsvSource({"EQUAL_OPPORTUNITY_DIFFERENCE", "AVERAGE_ODDS_DIFFERENCE", "EQUALIZED_ODDS_RATIO"})
  void shouldSayNothingWhenNobodyIsCounted(FairnessMetric metric) {
    GroupTally tally = tally(counts("f", 0, 0, 0), counts("m", 100, 90, 5));
    assertThat(new ToleratedGap(new FairnessRule(metric, 0.5)).exceededBy(tally)).isFalse();
  }

  private static GroupCounts counts(String group, long half, long tp, long fp) {
    return new GroupCounts("sex", group, 2 * half, tp + fp, 2 * half, tp, fp, half - fp, half - tp);
  }

  private static GroupTally tally(GroupCounts group, GroupCounts reference) {
    PaneCounts pane =
        new PaneCounts(
            "credit",
            new TimeSpan(CellTraffic.minute(0), CellTraffic.minute(1)),
            List.of(group, reference),
            Map.of(),
            List.of(),
            "m1",
            "v1");
    return GroupTally.ofPane(pane, group, reference, Map.of());
  }
}
