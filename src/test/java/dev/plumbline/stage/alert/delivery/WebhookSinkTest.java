package dev.plumbline.stage.alert.delivery;

import static dev.plumbline.stage.alert.delivery.DeliveryFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.Receiver;
import dev.plumbline.webhook.SecretText;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSinkTest {

  private static final String SECRET = "a secret";

  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void shouldSendASignedAlertWhenASecretIsSet() throws Exception {
    // When
    DeliveryAttempt attempt =
        sink(SECRET, Duration.ofSeconds(5))
            .deliver(DeliveryFixtures.messages(DeliveryFixtures.page("f", State.OPEN, NOON)));
    // Then
    assertThat(attempt).isInstanceOf(DeliveryAttempt.Delivered.class);
    Receiver.Request request = receiver.requests.get(0);
    assertThat(request.path()).isEqualTo("/hook");
    assertThat(request.headers()).containsEntry("Content-Type", "application/json");
    JsonNode body = Json.MAPPER.readTree(request.body());
    assertThat(body.at("/alert/key").asText()).isEqualTo("desk/equal_opportunity_difference/sex/f");
    assertThat(body.at("/alert/severity").asText()).isEqualTo("page");
    assertThat(body.at("/alert/examples/1").asText()).isEqualTo("r-2");
    assertThat(body.get("dashboardUrl").asText()).isEqualTo("http://grafana/d/1");
    String signed = NOON.getEpochSecond() + "." + request.body();
    String expected = new HmacUtils(HmacAlgorithms.HMAC_SHA_256, SECRET).hmacHex(signed);
    assertThat(request.headers())
        .containsEntry("Plumbline-Signature", "t=" + NOON.getEpochSecond() + ",v1=" + expected);
  }

  @Test
  void shouldRepeatTheKeyOnlyWhenTheStateIsTheSame() throws Exception {
    // Given
    WebhookSink sink = sink(null, Duration.ofSeconds(5));
    // When
    sink.deliver(DeliveryFixtures.messages(DeliveryFixtures.page("f", State.OPEN, NOON)));
    sink.deliver(DeliveryFixtures.messages(DeliveryFixtures.page("f", State.OPEN, NOON)));
    sink.deliver( // again, soon after it had cleared
        DeliveryFixtures.messages(DeliveryFixtures.page("f", State.OPEN, NOON.plusSeconds(9))));
    sink.deliver(DeliveryFixtures.messages(DeliveryFixtures.page("f", State.CLEARED, NOON)));
    sink.deliver(DeliveryFixtures.messages(DeliveryFixtures.page("x", State.OPEN, NOON)));
    sink.deliver(
        DeliveryFixtures.messages(DeliveryFixtures.alert("f", State.OPEN, Severity.WARNING, NOON)));
    // Then
    List<String> keys =
        receiver.requests.stream()
            .map(request -> request.headers().get("Idempotency-Key"))
            .toList();
    assertThat(keys.get(0)).isEqualTo(keys.get(1)).matches("[0-9a-f]{64}");
    assertThat(keys.subList(1, 6)).doesNotHaveDuplicates();
    assertThat(receiver.requests.get(0).headers()).doesNotContainKey("Plumbline-Signature");
  }

  @Test
  void shouldTellWhatIsWorthARetryWhenTheReceiverRefuses() throws Exception {
    // Given
    WebhookSink sink = sink(null, Duration.ofSeconds(5));
    receiver.answers.addAll(List.of(503, 429, 400, 302, 401, 404));
    // When // Then
    assertThat(attempt(sink)).isEqualTo(new DeliveryAttempt.Retry("HTTP 503", null));
    assertThat(attempt(sink))
        .isEqualTo(new DeliveryAttempt.Retry("HTTP 429", Duration.ofSeconds(7)));
    assertThat(attempt(sink)).isEqualTo(new DeliveryAttempt.Refused("HTTP 400"));
    assertThat(attempt(sink)).isEqualTo(new DeliveryAttempt.Retry("HTTP 302", null));
    assertThat(attempt(sink)).isEqualTo(new DeliveryAttempt.Retry("HTTP 401", null));
    assertThat(attempt(sink)).isEqualTo(new DeliveryAttempt.Retry("HTTP 404", null));
  }

  @Test
  void shouldRetryWhenTheReceiverIsSlowOrGone() throws Exception {
    // Given
    WebhookSink sink = sink(null, Duration.ofMillis(300));
    receiver.answers.add(0);
    // When // Then
    assertThat(attempt(sink)).isEqualTo(new DeliveryAttempt.Retry("timeout", null));
    URI gone = receiver.url("/hook");
    receiver.close();
    assertThat(attempt(new WebhookSink("w", gone, null, null, Duration.ofSeconds(5), () -> NOON)))
        .isEqualTo(new DeliveryAttempt.Retry("ConnectException", null));
  }

  private static DeliveryAttempt attempt(AlertSink sink) throws InterruptedException {
    return sink.deliver(DeliveryFixtures.messages(DeliveryFixtures.page("f", State.OPEN, NOON)));
  }

  private WebhookSink sink(String secret, Duration timeout) {
    return new WebhookSink(
        "pager",
        receiver.url("/hook"),
        "http://grafana/d/1",
        secret == null ? null : SecretText.of(secret),
        timeout,
        () -> NOON);
  }
}
