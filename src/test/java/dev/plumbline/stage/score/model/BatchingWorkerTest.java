package dev.plumbline.stage.score.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.plumbline.event.Prediction;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchingWorkerTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FakeScorer scorer = new FakeScorer();
  private BatchingWorker worker = worker(8, LONG);

  private BatchingWorker worker(int batchSize, Duration linger) {
    return new BatchingWorker("card-support", scorer, batchSize, linger, 1, registry);
  }

  @AfterEach
  void close() {
    worker.close();
  }

  private Timer latency() {
    return registry.get("plumbline.score.latency").tag("model", "card-support").timer();
  }

  private static Prediction get(CompletableFuture<Prediction> answer) throws Exception {
    return answer.get(20, TimeUnit.SECONDS);
  }

  @Test
  void shouldFillOneBatchWhenSeveralTasksSubmit() throws Exception {
    // Given
    List<CompletableFuture<Prediction>> tasks =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> "t" + i).thenCompose(worker::submit))
            .toList();

    // When: each task gave one text, long before the linger ends
    for (CompletableFuture<Prediction> task : tasks) {
      get(task);
    }

    // Then
    assertThat(scorer.batches).hasSize(1);
    assertThat(scorer.batches.get(0)).hasSize(8);
    assertThat(registry.get("plumbline.score.batch.size").summary().max()).isEqualTo(8);
    assertThat(registry.get("plumbline.score").timer().count()).isEqualTo(1);
    await().atMost(LONG).until(() -> latency().count() == 8);
    assertThat(latency().totalTime(TimeUnit.NANOSECONDS))
        .isGreaterThan(registry.get("plumbline.score").timer().totalTime(TimeUnit.NANOSECONDS));
  }

  @Test
  void shouldScoreWhatThereIsWhenTheLingerEnds() throws Exception {
    // Given
    worker.close();
    worker = worker(8, Duration.ofMillis(5));

    // When
    Prediction answer = get(worker.submit("alone here"));

    // Then
    assertThat(answer.label()).isEqualTo("alone");
  }

  @Test
  void shouldSpareTheNeighboursWhenOneTextFails() throws Exception {
    // When
    List<CompletableFuture<Prediction>> answers =
        IntStream.range(0, 8)
            .mapToObj(i -> worker.submit(i == 3 ? FakeScorer.BAD : "ok" + i))
            .toList();

    // Then
    for (int i = 0; i < 8; i++) {
      if (i == 3) {
        assertThatThrownBy(() -> get(answers.get(3)))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(UnsupportedOperationException.class);
      } else {
        assertThat(get(answers.get(i)).label()).isEqualTo("ok" + i);
      }
    }
  }

  @Test
  void shouldScoreWithTheNextModelAndCloseTheFirstWhenSwapped() throws Exception {
    // Given
    worker.close();
    worker = worker(1, LONG);
    FakeScorer next = new FakeScorer("v2");

    // When
    String before = get(worker.submit("a")).modelVersion();
    worker.swap(next);
    String after = get(worker.submit("b")).modelVersion();

    // Then
    assertThat(List.of(before, after)).containsExactly("v1", "v2");
    assertThat(scorer.closed).isTrue();
    assertThat(next.closed).isFalse();
  }

  @Test
  void shouldCancelWhatWaitsAndCloseTheModelWhenClosed() {
    // Given: fewer than a batch, so all still wait
    CompletableFuture<Prediction> answer = worker.submit("waits");

    // When
    worker.close();

    // Then
    assertThat(scorer.closed).isTrue();
    assertThat(answer).isCompletedExceptionally();
    assertThatThrownBy(() -> worker.submit("late")).hasMessageContaining("is closed");
  }

  @Test
  void shouldSayThatTheModelHangsWhenABatchTakesTooLong() {
    // Given
    CountDownLatch release = new CountDownLatch(1);
    worker.close();
    scorer.gate = release;
    worker =
        new BatchingWorker(
            "m", scorer, 1, LONG, 1, Duration.ofMillis(1), new SimpleMeterRegistry());
    worker.check();

    // When
    CompletableFuture<Prediction> answer = worker.submit("slow");

    // Then
    await().untilAsserted(() -> assertThatThrownBy(worker::check).hasMessageContaining("PT0.001S"));
    release.countDown();
    assertThat(answer).succeedsWithin(LONG);
    await().untilAsserted(worker::check);
  }

  @Test
  void shouldPadLittleWhenMoreThanABatchWaits() {
    // Given
    List<ScoringTask> taken =
        List.of("ccc", "a", "dddd", "bb").stream().map(text -> new ScoringTask(text)).toList();

    // When
    new BatchScoring("card-support", scorer, 2, registry).run(taken);

    // Then
    assertThat(scorer.batches).containsExactly(List.of("a", "bb"), List.of("ccc", "dddd"));
  }
}
