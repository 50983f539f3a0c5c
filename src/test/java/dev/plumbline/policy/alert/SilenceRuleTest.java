package dev.plumbline.policy.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.AlertRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class SilenceRuleTest {

  private static final Instant FROM = Instant.parse("2026-03-01T22:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-03-02T02:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T21:59:59Z, ",
    "2026-03-01T22:00:00Z, 2026-03-02T02:00:00Z",
    "2026-03-02T01:59:59Z, 2026-03-02T02:00:00Z",
    "2026-03-02T02:00:00Z, ",
    "2026-03-08T22:00:00Z, 2026-03-09T02:00:00Z",
    "2026-03-15T23:00:00Z, 2026-03-16T02:00:00Z",
    "2026-03-10T23:00:00Z, "
  })
  void shouldEndWithItsOccurrenceWhenItComesEveryWeek(Instant at, @Nullable Instant end) {
    SilenceRule weekly = silence(Duration.ofDays(7), Set.of());
    if (end == null) {
      assertThat(weekly.endAt(at)).isEmpty();
    } else {
      assertThat(weekly.endAt(at)).contains(end);
    }
  }

  @Test
  void shouldComeOnceWhenNothingSaysHowOften() {
    SilenceRule once = silence(null, Set.of());
    assertThat(once.endAt(FROM)).contains(UNTIL);
    assertThat(once.endAt(FROM.plus(Duration.ofDays(7)))).isEmpty();
  }

  @Test
  void shouldCoverAllRulesWhenItNamesNone() {
    AlertRule rule = new AlertRule("demographic_parity_difference", "sex", "f");
    assertThat(silence(null, Set.of()).covers(rule)).isTrue();
    assertThat(silence(null, Set.of("race")).covers(rule)).isFalse();
    assertThat(silence(null, Set.of("sex")).covers(rule)).isTrue();
    assertThat(of(Set.of("sex=f"), Set.of()).covers(rule)).isTrue();
    assertThat(of(Set.of("sex=m"), Set.of()).covers(rule)).isFalse();
    assertThat(of(Set.of(), Set.of("demographic_parity_difference/sex/f")).covers(rule)).isTrue();
  }

  private static SilenceRule of(Set<String> groups, Set<String> rules) {
    return new SilenceRule(FROM, UNTIL, null, "why", Set.of(), groups, rules);
  }

  private static SilenceRule silence(@Nullable Duration every, Set<String> attributes) {
    return new SilenceRule(FROM, UNTIL, every, "why", attributes, Set.of(), Set.of());
  }
}
