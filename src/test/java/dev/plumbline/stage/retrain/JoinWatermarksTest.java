package dev.plumbline.stage.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JoinWatermarksTest {

  private static final long PATIENCE = 1_000;

  private final JoinWatermarks passed = new JoinWatermarks();

  private long tick(int times) {
    long time = JoinWatermarks.NOTHING;
    for (int i = 0; i < times; i++) {
      time = passed.tick("desk", PATIENCE);
    }
    return time;
  }

  @Test
  void shouldBeWhereTheSlowerInputIsWhenNoneIsSilent() {
    // Given
    passed.sawRequest("desk", 900);
    passed.sawRequest("desk", 100);
    passed.sawOutcome("desk", 300);
    passed.sawOutcome("other", 10);
    // When
    assertThat(tick(1)).isEqualTo(300);
  }

  @Test
  void shouldFollowTheRequestsWhenOutcomesHaveBeenSilentForThirtyTicks() {
    // Given
    passed.sawOutcome("desk", 300);
    tick(20);
    passed.sawRequest("desk", 900);
    // When
    assertThat(tick(9)).isEqualTo(300);
    // Then
    assertThat(tick(1)).isEqualTo(900);
  }

  @Test
  void shouldFollowTheOutcomesWhenRequestsHaveBeenSilentForThirtyTicks() {
    // Given
    passed.sawRequest("desk", 300);
    tick(20);
    passed.sawOutcome("desk", 900);
    // When
    assertThat(tick(9)).isEqualTo(300);
    // Then
    assertThat(tick(1)).isEqualTo(900);
  }

  @Test
  void shouldKnowNothingWhenAnInputWasNeverSeenAndIsNotSilentYet() {
    // Given
    passed.sawRequest("desk", 900);
    // When
    assertThat(tick(29)).isEqualTo(JoinWatermarks.NOTHING);
  }

  @Test
  void shouldWaitNoLongerThanAllowedWhenLabelsAreStampedLongAgo() {
    // Given
    passed.sawRequest("desk", 900);
    passed.sawOutcome("desk", -10_000);
    // Then
    assertThat(passed.tick("desk", PATIENCE)).isEqualTo(900 - PATIENCE);
    assertThat(passed.tick("desk", JoinWatermarks.FOR_EVER)).isEqualTo(-10_000);
  }
}
