package dev.plumbline.stage.alert.delivery;

import static dev.plumbline.stage.alert.delivery.DeliveryFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.Receiver;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The request as Alertmanager's API v2 declares it: {@code postableAlerts} in its OpenAPI file. */
class AlertmanagerSinkTest {

  private static final String POSTABLE_ALERTS =
      """
      {"type": "array", "items": {"type": "object", "required": ["labels"], "properties": {
        "labels": {"$ref": "#/$defs/labelSet"}, "annotations": {"$ref": "#/$defs/labelSet"},
        "startsAt": {"type": "string", "format": "date-time"}, "endsAt": {"type": "string", "format": "date-time"},
        "generatorURL": {"type": "string", "format": "uri"}}, "additionalProperties": false}, "minItems": 1,
       "$defs": {"labelSet": {"type": "object", "additionalProperties": {"type": "string"}}}}
      """;

  private static final Instant NOW = NOON.plusSeconds(600);

  private Receiver receiver;

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void shouldFireForAnHourWhenAnAlertIsOpen() throws Exception {
    // When
    JsonNode alerts = sent(DeliveryFixtures.alert("f", State.OPEN, Severity.WARNING, NOON));
    // Then
    assertThat(alerts).hasSize(1);
    JsonNode alert = alerts.get(0);
    assertThat(alert.at("/labels/alertname").asText())
        .isEqualTo("plumbline_equal_opportunity_difference");
    assertThat(alert.at("/labels/model").asText()).isEqualTo("desk");
    assertThat(alert.at("/labels/attribute").asText()).isEqualTo("sex");
    assertThat(alert.at("/labels/group").asText()).isEqualTo("f");
    assertThat(alert.at("/labels/severity").asText()).isEqualTo("warning");
    assertThat(alert.at("/annotations/summary").asText()).isEqualTo("a gap of 0.3");
    assertThat(alert.at("/annotations/examples").asText()).isEqualTo("r-1, r-2");
    assertThat(alert.get("generatorURL").asText()).isEqualTo("http://grafana/d/1");
    assertThat(Instant.parse(alert.get("startsAt").asText())).isEqualTo(NOON);
    assertThat(Instant.parse(alert.get("endsAt").asText())).isEqualTo(NOW.plusSeconds(3600));
    assertThat(receiver.requests.get(0).path()).isEqualTo("/alertmanager/api/v2/alerts");
  }

  @Test
  void shouldResolveTheWarningWhenItEscalates() throws Exception {
    // When
    JsonNode alerts = sent(DeliveryFixtures.page("f", State.ESCALATED, NOON.plusSeconds(60)));
    // Then
    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(0).at("/labels/severity").asText()).isEqualTo("page");
    assertThat(Instant.parse(alerts.get(0).get("endsAt").asText())).isAfter(NOW);
    assertThat(alerts.get(1).at("/labels/severity").asText()).isEqualTo("warning");
    assertThat(Instant.parse(alerts.get(1).get("endsAt").asText())).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void shouldEndInThePastWhenAnAlertClears() throws Exception {
    // When
    JsonNode alerts = sent(DeliveryFixtures.page("f", State.CLEARED, NOW.plusSeconds(30)));
    // Then
    assertThat(alerts)
        .allSatisfy(
            alert ->
                assertThat(Instant.parse(alert.get("endsAt").asText())).isBeforeOrEqualTo(NOW));
  }

  private JsonNode sent(Alert alert) throws Exception {
    DeliveryAttempt attempt =
        new AlertmanagerSink(
                "pager",
                receiver.url("/alertmanager/"),
                "http://grafana/d/1",
                Duration.ofSeconds(5),
                () -> NOW)
            .deliver(DeliveryFixtures.messages(alert));
    assertThat(attempt).isInstanceOf(DeliveryAttempt.Delivered.class);
    JsonNode body = Json.MAPPER.readTree(receiver.requests.get(0).body());
    SchemaValidatorsConfig strict =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(POSTABLE_ALERTS, strict);
    assertThat(schema.validate(body)).isEmpty();
    return body;
  }
}
