package dev.plumbline.stage.alert.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.alert.chain.Sha256;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.HttpPost;
import dev.plumbline.webhook.SecretText;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PagerDuty's Events API v2. The {@code dedup_key} is the incident's. That of an alert outside of
 * one is the alert's, whatever the episode: what a newer state overtook during an outage was never
 * sent, so an episode's end may be missing, and only a key that the next episode shares closes the
 * incident that the first one opened.
 */
public final class PagerDutySink implements AlertSink {

  public static final URI EVENTS = URI.create("https://events.pagerduty.com/v2/enqueue");

  private static final int LONGEST_KEY = 255;
  private static final int LONGEST_SUMMARY = 1024;
  private static final int ROUTING_KEY = 32;

  private final String name;
  private final URI url;
  private final SecretText routingKey;
  private final @Nullable String dashboardUrl;
  private final HttpPost http;

  public PagerDutySink(
      String name,
      URI url,
      SecretText routingKey,
      @Nullable String dashboardUrl,
      Duration timeout) {
    this.name = name;
    this.url = url;
    this.routingKey = routingKey;
    this.dashboardUrl = dashboardUrl;
    this.http = new HttpPost(timeout);
  }

  /** What is wrong with an integration key, without saying it. */
  public static Optional<String> problem(SecretText routingKey) {
    return routingKey.value().matches("[A-Za-z0-9]{" + ROUTING_KEY + "}")
        ? Optional.empty()
        : Optional.of("must hold an Events API v2 integration key: 32 letters and digits");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DeliveryAttempt deliver(List<SinkMessage> messages) throws InterruptedException {
    byte[] event = HttpPost.bytes(event(messages.get(0)));
    return http.send(url, event, Map.of(), PagerDutySink::blamesTheKey);
  }

  /** A wrong key is answered like a wrong event, but can be put right. */
  private static boolean blamesTheKey(String answer) {
    String lower = answer.toLowerCase(Locale.ROOT);
    return lower.contains("routing_key") || lower.contains("routing key");
  }

  private ObjectNode event(SinkMessage message) {
    ObjectNode event = Json.MAPPER.createObjectNode();
    event.put("routing_key", routingKey.value());
    event.put("event_action", message.ended() ? "resolve" : "trigger");
    event.put("dedup_key", dedupKey(message));
    event.set("payload", payload(message));
    event.put("client", "Plumbline");
    ArrayNode links = Json.MAPPER.createArrayNode();
    if (dashboardUrl != null) {
      event.put("client_url", dashboardUrl);
      links.addObject().put("href", dashboardUrl).put("text", "Dashboard");
    }
    if (message.runbook() != null) {
      links.addObject().put("href", message.runbook()).put("text", "Runbook");
    }
    if (!links.isEmpty()) {
      event.set("links", links);
    }
    return event;
  }

  private static ObjectNode payload(SinkMessage message) {
    ObjectNode payload = Json.MAPPER.createObjectNode();
    payload.put("summary", SinkWording.shortened(message.headline(), LONGEST_SUMMARY));
    payload.put("source", message.model());
    payload.put("severity", message.page() ? "critical" : "warning");
    payload.put("timestamp", message.at().toString());
    payload.put("component", message.about());
    payload.put("group", message.model());
    payload.put("class", message.kind());
    payload.set("custom_details", message.details());
    return payload;
  }

  private static String dedupKey(SinkMessage message) {
    String key = "plumbline/" + message.key();
    return key.length() <= LONGEST_KEY ? key : "plumbline/" + Sha256.hex(message.key());
  }
}
