package dev.plumbline.stage.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.stage.redact.request.RedactSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the stage's topology tells about its entity model. */
class TaggingMetricsTest {

  private final RedactDriver driver =
      new RedactDriver(RedactSettings.DEFAULT, RedactFixtures.tagging(), new FakeTagger());

  @AfterEach
  void close() {
    driver.close();
  }

  private void send(String id, String text) {
    driver.send("{\"requestId\":\"%s\",\"model\":\"open\",\"text\":\"%s\"}".formatted(id, text));
  }

  private double waiting() {
    return driver.registry.get("plumbline.tagging.waiting").gauge().value();
  }

  private double tagged() {
    return driver.registry.get("plumbline.tagging.texts").counter().count();
  }

  private long calls() {
    return driver.registry.get("plumbline.tagging").timer().count();
  }

  private double shown() {
    return driver.registry.get("plumbline.tagging.batch.size").summary().totalAmount();
  }

  @Test
  void shouldCountOneCallAndItsTextsWhenABatchIsAnswered() {
    // Given
    send("r1", "Ana Berg");
    send("r2", "Bo Li");
    send("r3", "Paris");
    assertThat(waiting()).isEqualTo(3);
    assertThat(calls()).isZero();

    // When
    driver.tick();

    // Then
    assertThat(waiting()).isZero();
    assertThat(calls()).isEqualTo(1);
    assertThat(shown()).isEqualTo(3);
    assertThat(tagged()).isEqualTo(3);
  }

  @Test
  void shouldCountOnlyTextsThatWereTaggedWhenABatchFails() {
    // When
    send("r1", "Ana Berg");
    send("r2", "boom");
    driver.tick();

    // Then: both together, then each alone
    assertThat(calls()).isEqualTo(3);
    assertThat(shown()).isEqualTo(4);
    assertThat(tagged()).isEqualTo(1);
    assertThat(waiting()).isZero();
  }

  @Test
  void shouldCountWhatDoesNotWaitWhenARecordIsTooLargeForTheRing() {
    // When
    send("r1", "x".repeat(WaitingRequests.LARGEST));

    // Then
    assertThat(waiting()).isZero();
    assertThat(tagged()).isEqualTo(1);
  }
}
