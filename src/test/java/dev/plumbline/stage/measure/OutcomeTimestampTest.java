package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outcome's time, in every way in which producers write it. */
class OutcomeTimestampTest {

  private static final Instant NOON = MeasureFlow.NOON;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-03-01T12:10:00Z\"",
        "\"2026-03-01 13:10:00+01\"",
        "\"2026-03-01T12:10:00\"",
        "1772367000",
        "1772367000123",
        "1772367000123456",
        "\"1772367000123\""
      })
  void shouldMatchTheLabelInThePaneOfItsTime(String written) throws IOException {
    try (MeasureFlow flow = new MeasureFlow(Publication.LIVE)) {
      // Given
      flow.scored("a", NOON, "f", "yes");
      // When
      flow.outcomes.pipeInput("a", label(written));
      flow.fallSilent();
      // Then
      assertThat(flow.letters()).isEmpty();
      assertThat(flow.panes())
          .filteredOn(pane -> pane.groups().stream().anyMatch(group -> group.labelled() == 1))
          .extracting(PaneCounts::pane)
          .extracting(pane -> pane.start())
          .containsExactly(Instant.parse("2026-03-01T12:10:00Z"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1e300", "true", "[]", "\"zebra\"", "999999999999999999999"})
  void shouldRefuseWhatIsNoTimeWithoutQuotingIt(String written) throws IOException {
    try (MeasureFlow flow = new MeasureFlow(Publication.LIVE)) {
      // When
      flow.outcomes.pipeInput("a", label(written));
      // Then
      List<DeadLetter> letters = flow.letters();
      assertThat(letters)
          .extracting(letter -> letter.cause().errorClass())
          .containsExactly("bad_timestamp");
      assertThat(letters.get(0).cause().reason()).startsWith("timestamp is ");
      assertThat(flow.rawLetters.get(0)).doesNotContain("zebra", "1e300", "99999999");
    }
  }

  private static byte[] label(String timestamp) throws IOException {
    JsonNode time = Json.MAPPER.readTree(timestamp);
    ObjectNode json = MeasureFlow.inference("a", NOON, "f", "yes");
    json.put("kind", "label").put("label", "yes").set("timestamp", time);
    return MeasureFlow.bytes(json);
  }
}
