package dev.plumbline.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.RecordOrigin;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The topic's JSON has one level, whatever the record's components are. */
class DeadLetterJsonTest {

  private static final RecordOrigin ORIGIN =
      new RecordOrigin("inference-requests", 0, 7, Instant.parse("2026-01-05T12:00:00Z"));

  private static final String SEALED =
      """
      {"topic":"inference-requests","partition":0,"offset":7,"timestamp":"2026-01-05T12:00:00Z",\
      "stage":"redact","disposition":"dead_lettered","model":"desk","errorClass":"not_json",\
      "reason":"the value is not JSON","sealed":"c2VhbGVk"}""";

  private static final String WITHHELD =
      """
      {"topic":"inference-requests","partition":0,"offset":7,"timestamp":"2026-01-05T12:00:00Z",\
      "stage":"redact","disposition":"withheld","model":null,"errorClass":"consent_withheld",\
      "reason":"no consent","sealed":null}""";

  @Test
  void shouldHaveOneLevelWhenWritten() throws JsonProcessingException {
    DeadLetter sealed =
        DeadLetter.of(
                ORIGIN,
                "redact",
                DeadLetterCause.rejected("desk", "not_json", "the value is not JSON"))
            .carrying("c2VhbGVk");
    DeadLetter withheld =
        DeadLetter.of(
            ORIGIN, "redact", DeadLetterCause.withheld(null, "consent_withheld", "no consent"));
    // Then
    assertThat(Json.MAPPER.writeValueAsString(sealed)).isEqualTo(SEALED);
    assertThat(Json.MAPPER.writeValueAsString(withheld)).isEqualTo(WITHHELD);
    assertThat(Json.MAPPER.readValue(SEALED, DeadLetter.class)).isEqualTo(sealed);
    assertThat(Json.MAPPER.readValue(WITHHELD, DeadLetter.class)).isEqualTo(withheld);
  }

  @Test
  void shouldReadWhenAFieldIsNewOrTheOrderIsAnother() throws JsonProcessingException {
    DeadLetter read =
        Json.MAPPER.readValue(
            "{\"later\":{\"topic\":\"x\"},\"offset\":9,\"errorClass\":\"e\",\"stage\":\"redact\","
                + "\"reason\":\"r\",\"disposition\":\"withheld\",\"partition\":2,\"topic\":\"t\"}",
            DeadLetter.class);
    // Then
    assertThat(read.key()).isEqualTo("t-2@9");
    assertThat(read.cause()).isEqualTo(DeadLetterCause.withheld(null, "e", "r"));
  }

  @Test
  void shouldRefuseWhenTheOriginOrTheCauseIsMissing() {
    for (String field : new String[] {"topic", "stage", "disposition", "errorClass"}) {
      String without = SEALED.replaceFirst("\"" + field + "\":\"[^\"]*\",", "");
      assertThatThrownBy(() -> Json.MAPPER.readValue(without, DeadLetter.class))
          .hasMessageContaining(field);
    }
  }
}
