package dev.plumbline.stage.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Redaction;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.model.ModelException;
import dev.plumbline.stage.redact.ner.EntityTagger;
import dev.plumbline.stage.redact.ner.EntityTaggers;
import dev.plumbline.stage.redact.request.RedactSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People, places and organisations through the stage's topology. */
class EntityFlowTest {

  private final FakeTagger tagger = new FakeTagger();
  private final RedactDriver driver =
      new RedactDriver(RedactSettings.DEFAULT, RedactFixtures.tagging(), tagger);

  @AfterEach
  void close() {
    driver.close();
  }

  private void send(String id, String fields) {
    driver.send("{\"requestId\":\"%s\",\"model\":\"open\",%s}".formatted(id, fields));
  }

  private List<Inference> redacted() {
    Deserializer<Inference> reader = Topics.REDACTED_REQUESTS.valueSerde().deserializer();
    return driver.rawRedacted().stream()
        .map(record -> reader.deserialize("", record.value()))
        .toList();
  }

  @Test
  void shouldRemoveNamesFromAllThatPeopleWroteWhenTimeGoesBy() {
    // Given
    send(
        "r1",
        "\"text\":\"Ana Berg, ana@example.com\",\"response\":\"Dear Ana Berg\","
            + "\"features\":{\"city\":\"Paris\",\"age\":30},\"attributes\":{\"language\":\"Paris\"}");
    assertThat(driver.rawRedacted()).isEmpty();

    // When
    driver.tick();

    // Then: a group is not a text
    Inference passed = redacted().get(0);
    assertThat(passed.text()).isEqualTo("<PERSON>, <EMAIL_ADDRESS>");
    assertThat(passed.response()).isEqualTo("Dear <PERSON>");
    assertThat(passed.features()).containsEntry("city", "<LOCATION>").containsEntry("age", 30);
    assertThat(passed.attributes()).containsEntry("language", "Paris");
    assertThat(passed.redactions())
        .contains(
            new Redaction("PERSON", "text", 1),
            new Redaction("PERSON", "response", 1),
            new Redaction("LOCATION", "features", 1));
  }

  @Test
  void shouldAskTheModelOnceForManyRecordsWhenTheyComeTogether() {
    // When
    for (int i = 0; i < 10; i++) {
      send("r" + i, "\"text\":\"text %d of Bo Li\"".formatted(i));
    }
    driver.tick();

    // Then
    assertThat(tagger.calls).hasSize(1);
    assertThat(tagger.calls.get(0)).hasSize(10);
    assertThat(redacted().stream().map(Inference::requestId))
        .containsExactly("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9");
    assertThat(driver.count("open", "in")).isEqualTo(10);
    assertThat(driver.count("open", "out")).isEqualTo(10);
  }

  @Test
  void shouldNotWaitWhenABatchIsFull() {
    // When
    for (int i = 0; i < WaitingRequests.MOST; i++) {
      send("r" + i, "\"text\":\"text " + i + "\"");
    }

    // Then
    assertThat(redacted()).hasSize(WaitingRequests.MOST);
  }

  @Test
  void shouldNotWaitWhenARecordIsTooLargeForTheRing() {
    // When
    send("r1", "\"text\":\"Ana Berg " + "x".repeat(WaitingRequests.LARGEST) + "\"");

    // Then
    assertThat(redacted().get(0).text()).startsWith("<PERSON> x");
  }

  @Test
  void shouldStayOnTheStraightPathWhenThePolicyHasNoModelOrTheRecordNoText() {
    // When
    driver.send(
        "{\"requestId\":\"r1\",\"model\":\"support\",\"text\":\"Ana Berg\","
            + "\"consent\":{\"purposes\":[\"monitoring\"]}}");
    send("r2", "\"features\":{\"age\":30}");

    // Then
    assertThat(redacted().stream().map(Inference::requestId)).containsExactly("r1", "r2");
    assertThat(tagger.calls).isEmpty();
  }

  @Test
  void shouldStopOnlyTheRecordThatTheModelCannotTakeWhenABatchFails() {
    // When
    send("r1", "\"text\":\"Ana Berg\"");
    send("r2", "\"text\":\"boom of zebra\"");
    send("r3", "\"text\":\"Bo Li\"");
    driver.tick();

    // Then
    assertThat(redacted().stream().map(Inference::text)).containsExactly("<PERSON>", "<PERSON>");
    DeadLetter letter = driver.stopped();
    assertThat(letter.origin().offset()).isEqualTo(1);
    assertThat(letter.cause().errorClass()).isEqualTo("redaction_failed");
    assertThat(letter.toString()).doesNotContain("zebra");
    assertThat(driver.count("open", "dead_lettered")).isEqualTo(1);
  }

  @Test
  void shouldKeepNothingInTheClearWhenARecordWaits() {
    // Given
    send("secretid", "\"text\":\"Ana Berg likes zebras\"");

    // When
    String stored =
        driver.waitingSlots().stream()
            .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
            .reduce("", String::concat);

    // Then: neither the value nor the producer's key
    assertThat(stored).contains(Topics.INFERENCE_REQUESTS.name());
    assertThat(stored).doesNotContain("Ana", "zebra", "secretid", "john");
  }

  @Test
  void shouldRefuseToStartWhenAModelLacksAnEntity() {
    // Given
    EntityTagger people =
        new EntityTagger() {
          @Override
          public List<List<dev.plumbline.stage.redact.detect.finder.Detection>> tag(
              List<String> texts) {
            return List.of();
          }

          @Override
          public Set<String> entities() {
            return Set.of("PERSON");
          }

          @Override
          public String modelVersion() {
            return "people";
          }

          @Override
          public void close() {}
        };

    // Then
    assertThatThrownBy(() -> EntityTaggers.open(RedactFixtures.tagging(), folder -> people))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("[LOCATION, ORGANIZATION]")
        .hasMessageContaining("[PERSON]");
  }
}
