package dev.plumbline.stage.alert.delivery;

import static dev.plumbline.stage.alert.delivery.DeliveryFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.webhook.SecretText;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Keys and addresses go to their receivers and nowhere else, whatever those answer. */
class SecrecyTest {

  private static final String SECRET = "5ecretSecretSecretSecretSecret12";

  private final List<String> seen = new ArrayList<>();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level level = root.getLevel();
  private int status = 200;
  private final Endpoint echo =
      new Endpoint((path, body) -> new Endpoint.Answer(status, path + " " + body));

  @BeforeEach
  void listen() {
    logged.start();
    root.addAppender(logged);
    root.setLevel(Level.ALL);
  }

  @AfterEach
  void stop() {
    root.detachAppender(logged);
    root.setLevel(level);
    echo.close();
  }

  @Test
  void shouldShowNoSecretWhenReceiversTakeRefuseEchoOrAreGone() throws Exception {
    // When
    for (int each : List.of(200, 202, 302, 400, 401, 404, 429, 500)) {
      status = each;
      deliverEverywhere(echo.url("/services/" + SECRET));
    }
    echo.close();
    deliverEverywhere(echo.url("/services/" + SECRET));
    deliverEverywhere(URI.create("http://no-such-host.invalid/services/" + SECRET));
    // Then
    logged.list.forEach(this::see);
    assertThat(seen).hasSizeGreaterThan(100);
    assertThat(seen).noneMatch(text -> text.contains(SECRET));
    assertThat(seen).anyMatch(text -> text.contains("HTTP 404"));
    assertThat(seen).anyMatch(text -> text.contains("ConnectException"));
  }

  @Test
  void shouldShowNoSecretWhenItIsOfTheWrongForm() {
    // When
    SecretText secret = SecretText.of("not a url or a key " + SECRET);
    // Then
    assertThat(PagerDutySink.problem(secret).orElseThrow()).doesNotContain(SECRET);
    assertThat(SlackSink.problem(secret).orElseThrow()).doesNotContain(SECRET);
    assertThat(secret.toString()).isEqualTo("(secret)");
  }

  private void deliverEverywhere(URI url) throws InterruptedException {
    Duration soon = Duration.ofSeconds(5);
    SecretText secret = SecretText.of(SECRET);
    deliver(new SlackSink("chat", SecretText.of(url.toString()), null, soon));
    deliver(new PagerDutySink("duty", url, secret, null, soon));
    deliver(new WebhookSink("hook", url, null, secret, soon, () -> NOON));
  }

  private void deliver(AlertSink sink) throws InterruptedException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    SinkDeliveries deliveries =
        new SinkDeliveries(
            sink, new RateLimit(60, Duration.ofMinutes(1)), registry, () -> NOON, new Random(1));
    deliveries.offer(
        new AlertMessage(DeliveryFixtures.page("f", State.OPEN, NOON)), DeliveryFixtures.PLACE, 1);
    assertThat(deliveries.attempt()).isTrue();
    seen.add(sink.toString());
    seen.add(
        sink.deliver(DeliveryFixtures.messages(DeliveryFixtures.page("f", State.OPEN, NOON)))
            .toString());
    registry.getMeters().forEach(meter -> seen.add(meter.getId() + " " + meter.measure()));
  }

  private void see(ILoggingEvent event) {
    seen.add(event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      seen.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }
}
