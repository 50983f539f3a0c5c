package dev.plumbline.stage.alert.delivery;

import static dev.plumbline.stage.alert.delivery.DeliveryFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  @Property
  void shouldNeverLetMoreThroughInAnySpanWhateverTheTimes(
      @ForAll @IntRange(min = 1, max = 5) int atMost,
      @ForAll @Size(min = 20, max = 200) List<@IntRange(min = 0, max = 30) Integer> steps) {
    // Given
    Duration per = Duration.ofSeconds(60);
    RateLimit rate = new RateLimit(atMost, per);
    List<Instant> sent = new ArrayList<>();
    Instant now = NOON;
    // When
    for (int step : steps) {
      now = now.plusSeconds(step);
      if (rate.allows(now)) {
        rate.count(now);
        sent.add(now);
      } else {
        // Then it was full
        Instant since = now.minus(per);
        assertThat(sent.stream().filter(each -> each.isAfter(since)).count()).isEqualTo(atMost);
      }
    }
    // Then
    for (Instant start : sent) {
      Instant end = start.plus(per);
      assertThat(sent.stream().filter(each -> !each.isBefore(start) && each.isBefore(end)).count())
          .isLessThanOrEqualTo(atMost);
    }
  }

  @Test
  void shouldGoOnWhenTheClockIsSetBack() {
    // Given
    RateLimit rate = new RateLimit(1, Duration.ofMinutes(1));
    rate.count(NOON);
    // When // Then
    assertThat(rate.allows(NOON.plusSeconds(1))).isFalse();
    assertThat(rate.allows(NOON.minusSeconds(3600))).isTrue();
  }

  @Test
  void shouldRefuseWhenNothingWouldEverPass() {
    assertThatThrownBy(() -> new RateLimit(0, Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RateLimit(1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
