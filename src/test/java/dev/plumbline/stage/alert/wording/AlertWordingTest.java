package dev.plumbline.stage.alert.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.alert.AlertPolicy;
import dev.plumbline.stage.SentenceWording;
import dev.plumbline.stage.alert.evidence.PageNames;
import dev.plumbline.stage.alert.evidence.RateContrast;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing.PolicyEvidence;
import dev.plumbline.stage.alert.people.EvidenceBasis;
import dev.plumbline.stage.alert.people.EvidencePeople;
import dev.plumbline.stage.alert.people.PageEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertWordingTest {

  private static final AlertPolicy ALERTS = PolicyFixtures.alerts();
  private static final GroupCounts WOMEN = new GroupCounts("sex", "f", 100, 20, 90, 15, 5, 50, 20);
  private static final GroupCounts MEN = new GroupCounts("sex", "m", 100, 40, 90, 30, 10, 40, 10);

  @ParameterizedTest
  @EnumSource(OutcomeRate.class)
  void shouldCountRequestsWhenAPaneIsTold(OutcomeRate rate) {
    // When
    String sentence = AlertWording.newestPane(rate, WOMEN, MEN, "requests");
    // Then
    assertThat(sentence)
        .startsWith("sex=f: " + rate.words())
        .contains("in %d requests".formatted(rate.trials(WOMEN)));
    SentenceWording.assertCountsRequests(sentence);
  }

  @ParameterizedTest
  @EnumSource(FairnessMetric.class)
  void shouldCountRequestsWhenAnAlertIsSummarised(FairnessMetric metric) {
    // Given
    FairnessRule rule = new FairnessRule(metric, 0.5);
    AlertRule alert = new AlertRule(metric.label(), "sex", "f");
    SentenceWording.assertCountsRequests(
        AlertWording.summary(alert, "credit", null, AlertWording.inside(ALERTS)));
    SentenceWording.assertCountsRequests(
        AlertWording.summary(alert, "credit", null, AlertWording.RETIRED));
    SentenceWording.assertCountsRequests(
        AlertWording.summary(
            alert, "credit", null, AlertWording.insideAgain(129_600, Duration.ofMinutes(1))));
    for (RateContrast contrast : RateContrast.of(rule)) {
      // When
      String evidence =
          AlertWording.evidence(
              ALERTS,
              new PageEvidence(
                  new ThresholdCrossing(
                      rule,
                      List.of(contrast),
                      1e7,
                      1e6,
                      Instant.EPOCH,
                      new PolicyEvidence(1.2e5, 1.4e5, 1.3e5, new PageNames(3, false))),
                  new EvidenceBasis(EvidencePeople.NOBODY, EvidencePeople.NOBODY)));
      // Then
      SentenceWording.assertCountsRequests(AlertWording.summary(alert, "credit", null, evidence));
      assertThat(evidence)
          .contains("1.2e+05 of the 1.4e+05 of all rules together")
          .contains("One of 3 rules that have enough evidence only together");
    }
  }
}
