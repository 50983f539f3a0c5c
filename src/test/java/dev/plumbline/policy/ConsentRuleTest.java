package dev.plumbline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.Consent;
import dev.plumbline.policy.PrivacyPolicy.ConsentRule;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentRuleTest {

  /** Purposes are separated by spaces; {@code none} is a record that says nothing of consent. */
  @ParameterizedTest
  @CsvSource({
    // purpose, missing, purposes of the record, permits, withholds
    "monitoring, WITHHOLD, monitoring, true, false",
    "monitoring, WITHHOLD, research monitoring, true, false",
    "monitoring, WITHHOLD, research, false, true",
    "monitoring, WITHHOLD, '', false, true",
    "monitoring, WITHHOLD, none, false, true",
    "monitoring, WITHHOLD, Monitoring, false, true",
    "monitoring, ALLOW, monitoring, true, false",
    "monitoring, ALLOW, research, false, false",
    "monitoring, ALLOW, none, false, false",
    "'', WITHHOLD, research, true, false",
    "'', WITHHOLD, none, true, false",
    "'', ALLOW, none, true, false",
  })
  void shouldAskForThePolicysPurposeWhenARecordIsUsed(
      String purpose,
      ConsentRule.Missing missing,
      String purposes,
      boolean permits,
      boolean withholds) {
    // Given
    ConsentRule rule = new ConsentRule(purpose, missing);
    // When, Then
    assertThat(rule.permits(consent(purposes))).isEqualTo(permits);
    assertThat(rule.withholds(() -> consent(purposes))).isEqualTo(withholds);
    assertThat(rule.asks()).isEqualTo(!purpose.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"'', WITHHOLD", "'', ALLOW", "monitoring, ALLOW"})
  void shouldNotReadTheConsentWhenNothingIsWithheld(String purpose, ConsentRule.Missing missing) {
    assertThat(
            new ConsentRule(purpose, missing)
                .withholds(
                    () -> {
                      throw new AssertionError("read");
                    }))
        .isFalse();
  }

  private static @Nullable Consent consent(String purposes) {
    return purposes.equals("none")
        ? null
        : new Consent(Arrays.stream(purposes.split(" ")).filter(p -> !p.isEmpty()).toList());
  }
}
