package dev.plumbline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelReleaseTest {

  private static final Instant NOON = ExampleMessages.NOON;

  @Test
  void shouldListTheVersionsBeforeOnceEachWhenOneServesAgain() {
    // Given
    ModelRelease third =
        ModelRelease.first("desk", version(2), version(1), "j2", NOON)
            .followedBy(version(3), "j3", NOON);
    // When
    ModelRelease again = third.followedBy(version(2), "j4", NOON);
    // Then
    assertThat(third.previous()).containsExactly(version(2), version(1));
    assertThat(again.previous()).containsExactly(version(3), version(1));
  }

  @Test
  void shouldKeepTenWhenThereWereMore() {
    // When
    ModelRelease release = ModelRelease.first("desk", version(1), version(0), "j1", NOON);
    for (int i = 2; i <= 20; i++) {
      release = release.followedBy(version(i), "j" + i, NOON);
    }
    // Then
    assertThat(release.previous()).hasSize(10).startsWith(version(19)).endsWith(version(10));
  }

  @Test
  void shouldGoFurtherBackWhenRolledBackTwice() {
    // Given
    ModelRelease third =
        ModelRelease.first("desk", version(2), version(1), "j2", NOON)
            .followedBy(version(3), "j3", NOON);
    // When
    ModelRelease once = third.rolledBackTo(version(2), NOON);
    ModelRelease twice = once.rolledBackTo(once.previous().get(0), NOON);
    // Then
    assertThat(once.modelVersion()).isEqualTo("m2");
    assertThat(once.cause()).isEqualTo(ModelRelease.ROLLBACK);
    assertThat(once.previous()).containsExactly(version(1), version(3));
    assertThat(twice.modelVersion()).isEqualTo("m1");
    assertThat(twice.previous()).containsExactly(version(3), version(2));
  }

  @Test
  void shouldPassOverThoseInBetweenWhenRolledBackToAnOlderOne() {
    // Given
    ModelRelease third =
        ModelRelease.first("desk", version(2), version(1), "j2", NOON)
            .followedBy(version(3), "j3", NOON);
    // When
    ModelRelease back = third.rolledBackTo(version(1), NOON);
    // Then
    assertThat(back.previous()).isEqualTo(List.of(version(3), version(2)));
  }

  private static EarlierRelease version(int number) {
    return new EarlierRelease("m" + number, "models/desk-" + number, null);
  }
}
