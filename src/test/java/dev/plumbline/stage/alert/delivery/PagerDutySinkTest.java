package dev.plumbline.stage.alert.delivery;

import static dev.plumbline.stage.alert.delivery.DeliveryFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.SecretText;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagerDutySinkTest {

  private static final DeliveryAttempt DELIVERED = new DeliveryAttempt.Delivered();

  private Instant now = NOON;
  private final PagerDuty pagerDuty = new PagerDuty(() -> now);
  private final PagerDutySink sink = sink(PagerDuty.KEY);

  @AfterEach
  void stop() {
    pagerDuty.close();
  }

  @Test
  void shouldOpenOneIncidentThatExplainsItselfWhenAPageOpens() throws Exception {
    // When
    assertThat(deliver(DeliveryFixtures.page("f", State.OPEN, NOON))).isEqualTo(DELIVERED);
    // Then
    String key = "plumbline/desk/equal_opportunity_difference/sex/f";
    assertThat(pagerDuty.incidents())
        .containsExactly(new PagerDuty.Incident(key, true, 1, "critical", "a gap of 0.3"));
    JsonNode event = pagerDuty.events().get(0).body();
    assertThat(event.at("/payload/source").asText()).isEqualTo("desk");
    assertThat(event.at("/payload/component").asText()).isEqualTo("sex=f");
    assertThat(event.at("/payload/class").asText()).isEqualTo("equal_opportunity_difference");
    assertThat(event.at("/payload/timestamp").asText()).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(event.at("/payload/custom_details/value").asDouble()).isEqualTo(-0.3);
    assertThat(event.at("/payload/custom_details/n").asLong()).isEqualTo(100);
    assertThat(event.at("/payload/custom_details/examples").toString())
        .isEqualTo("[\"r-1\",\"r-2\"]");
    assertThat(event.at("/links/0/href").asText()).isEqualTo("http://grafana/d/1");
  }

  @Test
  void shouldKeepOneIncidentWhenAnAlertRepeatsEscalatesAndClears() throws Exception {
    // When
    deliver(DeliveryFixtures.alert("f", State.OPEN, Severity.WARNING, NOON));
    deliver(DeliveryFixtures.page("f", State.ESCALATED, NOON));
    deliver(DeliveryFixtures.page("f", State.ESCALATED, NOON));
    // Then
    assertThat(pagerDuty.incidents()).hasSize(1);
    assertThat(pagerDuty.incidents().get(0).severity()).isEqualTo("critical");
    assertThat(pagerDuty.incidents().get(0).open()).isTrue();
    // When
    deliver(DeliveryFixtures.page("f", State.CLEARED, NOON));
    // Then
    assertThat(pagerDuty.incidents()).extracting(PagerDuty.Incident::open).containsExactly(false);
  }

  @Test
  void shouldCloseTheFirstEpisodesIncidentWhenItsEndWasOvertakenByTheSecond() throws Exception {
    // Given
    deliver(DeliveryFixtures.page("f", State.OPEN, NOON));
    Instant later = NOON.plusSeconds(3600);
    // When
    deliver(DeliveryFixtures.alert("desk", "f", State.OPEN, Severity.PAGE, later, later));
    deliver(DeliveryFixtures.alert("desk", "f", State.CLEARED, Severity.PAGE, later, later));
    // Then
    assertThat(pagerDuty.incidents()).extracting(PagerDuty.Incident::open).containsExactly(false);
  }

  @Test
  void shouldStayWithinTheContractWhenNamesAndSummariesAreLong() throws Exception {
    // Given
    Alert alert =
        DeliveryFixtures.saying("g".repeat(400), "\"😀\" <b>&\n" + "😀".repeat(900), State.OPEN);
    // When
    assertThat(deliver(alert)).isEqualTo(DELIVERED);
    assertThat(deliver(DeliveryFixtures.saying("g".repeat(400), "x", State.CLEARED)))
        .isEqualTo(DELIVERED);
    // Then
    assertThat(pagerDuty.incidents()).extracting(PagerDuty.Incident::open).containsExactly(false);
    assertThat(pagerDuty.incidents().get(0).summary())
        .startsWith("\"😀\" <b>&\n😀")
        .endsWith("😀…");
  }

  @Test
  void shouldKeepTheAlertWhenTheKeyIsWrongAndRefuseItWhenTheEventIs() throws Exception {
    // When // Then a key can be put right
    PagerDutySink wrong = sink("f".repeat(32));
    assertThat(
            wrong.deliver(DeliveryFixtures.messages(DeliveryFixtures.page("f", State.OPEN, NOON))))
        .isEqualTo(new DeliveryAttempt.Retry("HTTP 400", null));
    assertThat(
            sink("short")
                .deliver(DeliveryFixtures.messages(DeliveryFixtures.page("f", State.OPEN, NOON))))
        .isEqualTo(new DeliveryAttempt.Retry("HTTP 400", null));
    // When // Then an empty summary cannot
    assertThat(deliver(DeliveryFixtures.saying("f", "", State.OPEN)))
        .isEqualTo(new DeliveryAttempt.Refused("HTTP 400"));
    assertThat(pagerDuty.incidents()).isEmpty();
  }

  @Test
  void shouldComeBackLaterWhenTooManyEventsCome() throws Exception {
    // Given
    for (int i = 0; i < 120; i++) {
      assertThat(deliver(DeliveryFixtures.page("g" + i, State.OPEN, NOON))).isEqualTo(DELIVERED);
    }
    // When // Then
    assertThat(deliver(DeliveryFixtures.page("f", State.OPEN, NOON)))
        .isEqualTo(new DeliveryAttempt.Retry("HTTP 429", null));
    now = now.plusSeconds(60);
    assertThat(deliver(DeliveryFixtures.page("f", State.OPEN, NOON))).isEqualTo(DELIVERED);
  }

  private DeliveryAttempt deliver(Alert alert) throws InterruptedException {
    return sink.deliver(DeliveryFixtures.messages(alert));
  }

  private PagerDutySink sink(String key) {
    return new PagerDutySink(
        "pager", pagerDuty.url(), SecretText.of(key), "http://grafana/d/1", Duration.ofSeconds(5));
  }
}
