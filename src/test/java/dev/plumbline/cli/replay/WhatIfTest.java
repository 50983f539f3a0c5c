package dev.plumbline.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatIfTest {

  private static final Policies POLICIES =
      PolicyReader.readAll(List.of(Path.of("src/main/resources/demo/employment.yaml")));
  private static final Policy EMPLOYMENT = Objects.requireNonNull(POLICIES.find("employment"));

  @Test
  void shouldChangeEveryDifferenceWhenToleranceIsAsked() {
    // When
    List<WhatIf> variants = WhatIf.parse("tolerance=0.05, 0.15", POLICIES);
    // Then
    assertThat(variants)
        .extracting(WhatIf::name)
        .containsExactly("tolerance=0.05", "tolerance=0.15");
    Policy changed = variants.get(1).change().apply(EMPLOYMENT);
    for (FairnessRule rule : changed.fairness()) {
      assertThat(rule.tolerance()).isEqualTo(rule.metric().ratio() ? 0.6 : 0.15);
    }
    assertThat(changed.groups()).isEqualTo(EMPLOYMENT.groups());
  }

  @Test
  void shouldChangeOneMetricWhenNamed() {
    // When
    WhatIf variant = WhatIf.parse("disparate_impact_ratio:tolerance=0.9", POLICIES).get(0);
    // Then
    assertThat(variant.change().apply(EMPLOYMENT).fairness())
        .contains(new FairnessRule(FairnessMetric.DISPARATE_IMPACT_RATIO, 0.9))
        .contains(new FairnessRule(FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE, 0.2));
  }

  @Test
  void shouldChangeAlertsWhenAsked() {
    assertThat(
            WhatIf.parse("falsePages=4", POLICIES)
                .get(0)
                .change()
                .apply(EMPLOYMENT)
                .alerts()
                .falsePages())
        .isEqualTo(4);
    assertThat(
            WhatIf.parse("clearAfter=7", POLICIES)
                .get(0)
                .change()
                .apply(EMPLOYMENT)
                .alerts()
                .clearing()
                .windows())
        .isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tolerance          | is not NAME=VALUE,VALUE",
        "tolerance=         | is not NAME=VALUE,VALUE",
        "=0.1               | is not NAME=VALUE,VALUE",
        "tolerance=0.1,     | '' of tolerance is not a number from 0.001 to 0.999",
        "tolerance=2        | '2' of tolerance is not a number from 0.001 to 0.999",
        "tolerance=NaN      | 'NaN' of tolerance is not a number",
        "falsePages=none    | 'none' of falsePages is not a number from 0.001 to 1000",
        "clearAfter=2.5     | '2.5' of clearAfter is not whole",
        "tolerence=0.1      | unknown 'tolerence'; write tolerance=",
        "theil:tolerance=.1 | no policy has a fairness rule for 'theil:tolerance'; rules: demographic",
      })
  void shouldSayWhatIsAllowedWhenTheSpecificationIsBad(String specification, String message) {
    assertThatThrownBy(() -> WhatIf.parse(specification, POLICIES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
