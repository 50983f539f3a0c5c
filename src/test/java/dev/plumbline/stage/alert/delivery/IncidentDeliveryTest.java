package dev.plumbline.stage.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentStatus;
import dev.plumbline.event.incident.IncidentStatus.Occasion;
import dev.plumbline.event.incident.IncidentStatus.State;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.Receiver;
import dev.plumbline.webhook.SecretText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An incident from its first message to its last, at each kind of sink over HTTP. */
class IncidentDeliveryTest {

  private static final Instant NOON = ExampleMessages.NOON;
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final DeliveryAttempt DELIVERED = new DeliveryAttempt.Delivered();

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
  void shouldBeOneAlertOfAlertmanagerWhenItIsToldAgainAndClears() throws Exception {
    // When
    AlertmanagerSink sink =
        new AlertmanagerSink("am", receiver.url(""), null, SOON, () -> NOON.plusSeconds(7200));
    deliver(sink);
    // Then
    Set<JsonNode> labels = new HashSet<>();
    for (Receiver.Request request : receiver.requests) {
      JsonNode alerts = Json.MAPPER.readTree(request.body());
      assertThat(alerts).hasSize(1);
      labels.add(alerts.get(0).get("labels"));
      assertThat(alerts.at("/0/annotations/summary").asText()).contains("less often");
      assertThat(alerts.at("/0/annotations/description").asText())
          .contains("Evidence that decided: ", "\nNewest window: ");
      assertThat(alerts.at("/0/annotations/runbook_url").asText())
          .isEqualTo("https://wiki.example/fair");
    }
    assertThat(labels)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.get("alertname").asText()).isEqualTo("plumbline_incident");
              assertThat(each.get("incident").asText()).isEqualTo("260101-k3f9m");
              assertThat(each.get("severity").asText()).isEqualTo("page");
            });
    assertThat(ends())
        .containsExactly(NOON.plusSeconds(10800), NOON.plusSeconds(10800), NOON.plusSeconds(7200));
  }

  private List<Instant> ends() {
    return receiver.requests.stream()
        .map(request -> Instant.parse(json(request).at("/0/endsAt").asText()))
        .toList();
  }

  @Test
  void shouldBeOneIncidentOfPagerDutyWhenItIsToldAgainAndClears() throws Exception {
    // When
    SecretText key = SecretText.of("0123456789abcdef0123456789abcdef");
    deliver(new PagerDutySink("duty", receiver.url("/"), key, null, SOON));
    // Then
    assertThat(receiver.requests.stream().map(each -> json(each).get("dedup_key").asText()))
        .containsOnly("plumbline/desk/260101-k3f9m")
        .hasSize(3);
    assertThat(receiver.requests.stream().map(each -> json(each).get("event_action").asText()))
        .containsExactly("trigger", "trigger", "resolve");
    JsonNode event = json(receiver.requests.get(0));
    assertThat(event.at("/payload/summary").asText()).contains("less often");
    assertThat(event.at("/payload/severity").asText()).isEqualTo("critical");
    assertThat(event.at("/payload/custom_details/affected/perHour").asDouble()).isEqualTo(171.4);
    assertThat(event.at("/links/0/href").asText()).isEqualTo("https://wiki.example/fair");
  }

  @Test
  void shouldSayWhatHappenedInEachPostOfSlackAndAskForNoNewFigures() throws Exception {
    // When
    SlackSink sink = new SlackSink("chat", SecretText.of(receiver.url("/").toString()), null, SOON);
    deliver(sink);
    // Then
    assertThat(sink.updates()).isFalse();
    assertThat(
            receiver.requests.stream().map(each -> json(each).at("/blocks/0/text/text").asText()))
        .satisfiesExactly(
            post -> assertThat(post).startsWith("*Incident 260101-k3f9m opened. desk: "),
            post -> assertThat(post).startsWith("*Incident 260101-k3f9m is still open. desk: "),
            post -> assertThat(post).startsWith("*Incident 260101-k3f9m cleared. desk: "));
    assertThat(json(receiver.requests.get(0)).at("/blocks/1/elements/0/text").asText())
        .startsWith("<https://wiki.example/fair|Runbook>, since ");
  }

  @Test
  void shouldSendTheIncidentWithAKeyOfEachStateWhenAWebhookIsTold() throws Exception {
    // When
    WebhookSink sink = new WebhookSink("hook", receiver.url("/"), null, null, SOON, () -> NOON);
    deliver(sink);
    sink.deliver(List.of(message(State.CLEARED, Occasion.CLEARED, 7200)));
    // Then
    Incident sent =
        Json.MAPPER.treeToValue(json(receiver.requests.get(0)).get("incident"), Incident.class);
    assertThat(sent).isEqualTo(message(State.OPEN, Occasion.OPENED, 0).incident());
    List<String> keys =
        receiver.requests.stream().map(each -> each.headers().get("Idempotency-Key")).toList();
    assertThat(keys.subList(0, 3)).doesNotHaveDuplicates();
    assertThat(keys.get(3)).isEqualTo(keys.get(2));
  }

  @Test
  void shouldShowPagerDutyTheFirstRulesWhenThereAreMany() throws Exception {
    // Given an incident that lists 50 rules and has two more
    Incident it = message(State.OPEN, Occasion.OPENED, 0).incident();
    Incident many =
        new Incident(
            it.key(),
            it.id(),
            it.model(),
            it.rule(),
            it.status(),
            it.text(),
            it.affected(),
            Collections.nCopies(50, it.rules().get(0)),
            it.changes(),
            it.omitted(),
            it.origin());
    SecretText key = SecretText.of("0123456789abcdef0123456789abcdef");
    PagerDutySink sink = new PagerDutySink("duty", receiver.url("/"), key, null, SOON);
    // When
    assertThat(sink.deliver(List.of(new IncidentMessage(many)))).isEqualTo(DELIVERED);
    // Then
    JsonNode details = json(receiver.requests.get(0)).at("/payload/custom_details");
    assertThat(details.get("rules")).hasSize(20);
    assertThat(details.at("/omitted/rules").asInt()).isEqualTo(32);
    assertThat(details.at("/omitted/changes").asInt()).isEqualTo(1);
  }

  private void deliver(AlertSink sink) throws InterruptedException {
    for (IncidentMessage message :
        List.of(
            message(State.OPEN, Occasion.OPENED, 0),
            message(State.OPEN, Occasion.REMINDED, 3600),
            message(State.CLEARED, Occasion.CLEARED, 7200))) {
      assertThat(sink.deliver(List.of(message))).isEqualTo(DELIVERED);
    }
  }

  private static IncidentMessage message(State state, Occasion occasion, long second) {
    return message(state, occasion, NOON, second);
  }

  /**
   * @param second of the state, after the incident opened
   */
  static IncidentMessage message(State state, Occasion occasion, Instant since, long second) {
    Incident it = ExampleMessages.incident("desk", state);
    Instant at = since.plusSeconds(second);
    return new IncidentMessage(
        new Incident(
            it.key(),
            it.id(),
            it.model(),
            it.rule(),
            new IncidentStatus(state, occasion, since, it.status().onset(), at, at, 0, null),
            it.text(),
            it.affected(),
            it.rules(),
            it.changes(),
            it.omitted(),
            it.origin()));
  }

  private static JsonNode json(Receiver.Request request) {
    try {
      return Json.MAPPER.readTree(request.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
