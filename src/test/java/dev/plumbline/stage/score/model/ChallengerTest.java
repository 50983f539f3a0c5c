package dev.plumbline.stage.score.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.event.Prediction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChallengerTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FakeScorer scorer = new FakeScorer("v2");
  private Challenger challenger = challenger(1);

  private Challenger challenger(double share) {
    return new Challenger(
        new Challenger.Trial("desk", "job-1", share),
        scorer,
        new Challenger.Batches(2, Duration.ofMillis(1)),
        registry);
  }

  @AfterEach
  void close() {
    scorer.gate.countDown();
    challenger.close();
  }

  private double counted(String result) {
    Counter counter =
        registry.find("plumbline.shadow.scored").tags("model", "desk", "result", result).counter();
    return counter == null ? 0 : counter.count();
  }

  private static Optional<Prediction> get(CompletableFuture<Optional<Prediction>> answer)
      throws Exception {
    return answer.get(20, TimeUnit.SECONDS);
  }

  @Test
  void shouldScoreItsShareOfTheRequestsWhenAsked() throws Exception {
    // Given
    challenger.close();
    challenger = challenger(0.25);
    // When
    int said = 0;
    for (int i = 0; i < 2_000; i++) {
      Optional<Prediction> answer = get(challenger.ask("request-" + i, "a text"));
      assertThat(get(challenger.ask("request-" + i, "a text"))).isEqualTo(answer);
      said += answer.isPresent() ? 1 : 0;
    }
    // Then: five standard deviations of a share of 2,000
    assertThat(said / 2_000.0).isBetween(0.25 - 0.049, 0.25 + 0.049);
    assertThat(counted("scored")).isEqualTo(2.0 * said);
  }

  @Test
  void shouldSayNothingWhenItFails() throws Exception {
    // Given
    scorer.broken = true;
    // When, Then
    assertThat(get(challenger.ask("request-1", "a text"))).isEmpty();
    assertThat(counted("failed")).isEqualTo(1);
  }

  @Test
  void shouldSayNothingWhenItIsLateAndTakeNoMoreThanItCanHold() throws Exception {
    // Given: it hangs
    scorer.gate = new CountDownLatch(1);
    // When: more are asked than wait at most, 48 batches of 2
    List<CompletableFuture<Optional<Prediction>>> answers = new ArrayList<>();
    for (int i = 0; i < 104; i++) {
      answers.add(challenger.ask("request-" + i, "a text"));
    }
    // Then
    assertThat(counted("skipped")).isEqualTo(8);
    for (CompletableFuture<Optional<Prediction>> answer : answers) {
      assertThat(get(answer)).isEmpty();
    }
    assertThat(counted("late")).isEqualTo(96);
    // When: it is back
    scorer.gate.countDown();
    // Then
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> get(challenger.ask("request-1", "a text")).isPresent());
  }

  @Test
  void shouldSayNothingWhenTheTrialHasEnded() throws Exception {
    // Given
    try (Challengers challengers = new Challengers()) {
      challengers.begin(challenger);
      assertThat(challengers.trial("desk")).isEqualTo(new Challenger.Trial("desk", "job-1", 1));
      // When
      challengers.end("desk");
      // Then
      assertThat(challengers.trial("desk")).isNull();
      assertThat(scorer.closed).isTrue();
      assertThat(get(challenger.ask("request-1", "a text"))).isEmpty();
    }
  }
}
