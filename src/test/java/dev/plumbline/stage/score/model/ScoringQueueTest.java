package dev.plumbline.stage.score.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoringQueueTest {

  private static final Duration NOW = Duration.ZERO;

  private final ScoringQueue queue = new ScoringQueue(64, 8, 32, NOW);

  private List<String> take() throws InterruptedException {
    List<ScoringTask> taken = new ArrayList<>();
    queue.takeInto(taken);
    return taken.stream().map(ScoringTask::text).toList();
  }

  @Test
  void shouldLeaveTheRestBehindWhenOtherWorkWaits() throws InterruptedException {
    // Given
    for (int i = 0; i < 3; i++) {
      assertThat(queue.offerBehind(new ScoringTask("behind" + i), NOW)).isTrue();
    }
    queue.offer(new ScoringTask("live0"), NOW);
    queue.offer(new ScoringTask("live1"), NOW);

    // When, Then
    assertThat(take()).containsExactly("live0", "live1");
    assertThat(take()).containsExactly("behind0", "behind1", "behind2");
  }

  @Test
  void shouldTakeAFewAtATimeWhenOnlyTheRestWaits() throws InterruptedException {
    // Given
    for (int i = 0; i < 6; i++) {
      queue.offerBehind(new ScoringTask("behind" + i), NOW);
    }

    // When, Then: work that comes meanwhile waits for these few at most
    assertThat(take()).containsExactly("behind0", "behind1", "behind2", "behind3");
    queue.offer(new ScoringTask("live"), NOW);
    assertThat(take()).containsExactly("live");
    assertThat(take()).containsExactly("behind4", "behind5");
  }

  @Test
  void shouldRefuseWhenTooMuchIsBehindButStillTakeTheOthers() throws InterruptedException {
    // Given
    int room = 0;
    while (queue.offerBehind(new ScoringTask("behind"), NOW)) {
      room++;
    }

    // When, Then
    assertThat(room).isEqualTo(16);
    assertThat(queue.offer(new ScoringTask("live"), NOW)).isTrue();
    assertThat(queue.drain()).hasSize(room + 1);
  }

  @Test
  void shouldServeOneASecondWhenOtherWorkNeverEnds() throws InterruptedException {
    // Given
    queue.offerBehind(new ScoringTask("behind0"), NOW);
    queue.offerBehind(new ScoringTask("behind1"), NOW);

    // When: for two and a half seconds there is always live work
    long end = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
    List<String> served = new ArrayList<>();
    while (System.nanoTime() < end && served.size() < 2) {
      queue.offer(new ScoringTask("live"), NOW);
      List<String> taken = take();
      assertThat(taken).contains("live");
      List<String> behind = taken.stream().filter(text -> text.startsWith("behind")).toList();
      assertThat(behind).hasSizeLessThanOrEqualTo(1);
      served.addAll(behind);
      Thread.onSpinWait();
    }

    // Then
    assertThat(served).containsExactly("behind0", "behind1");
  }
}
