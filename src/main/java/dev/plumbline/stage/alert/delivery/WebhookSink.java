package dev.plumbline.stage.alert.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.HttpPost;
import dev.plumbline.webhook.SecretText;
import dev.plumbline.webhook.WebhookSignature;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Posts {@code {"incident": ..., "dashboardUrl": ...}}, or {@code "alert"} in the incident's place.
 * {@code Idempotency-Key} is the same for every repeat of a state; {@code Plumbline-Signature:
 * t=SECONDS,v1=HEX} is the HMAC-SHA256 of {@code SECONDS.BODY}, so a receiver can tell who sent it
 * and that it is fresh.
 */
public final class WebhookSink implements AlertSink {

  private final String name;
  private final URI url;
  private final @Nullable String dashboardUrl;
  private final WebhookSignature signature;
  private final HttpPost http;

  /**
   * @param secret signs the body; null sends no signature
   */
  public WebhookSink(
      String name,
      URI url,
      @Nullable String dashboardUrl,
      @Nullable SecretText secret,
      Duration timeout,
      InstantSource clock) {
    this.name = name;
    this.url = url;
    this.dashboardUrl = dashboardUrl;
    this.signature = new WebhookSignature(secret, clock);
    this.http = new HttpPost(timeout);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DeliveryAttempt deliver(List<SinkMessage> messages) throws InterruptedException {
    SinkMessage message = messages.get(0);
    byte[] body = body(message);
    return http.send(url, body, signature.headers(message.stateKey(), body));
  }

  private byte[] body(SinkMessage message) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    message.addTo(body);
    if (dashboardUrl != null) {
      body.put("dashboardUrl", dashboardUrl);
    }
    return HttpPost.bytes(body);
  }
}
