package dev.plumbline.stage.alert.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.HttpPost;
import dev.plumbline.webhook.SecretText;
import dev.plumbline.webhook.WebhookSignature;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Posts {@code {"head": ...}} as a webhook is posted; the head itself is the idempotency key. */
public final class WitnessPost {

  private final URI url;
  private final WebhookSignature signature;
  private final HttpPost http;

  /**
   * @param secret signs the body; null sends no signature
   */
  public WitnessPost(URI url, @Nullable SecretText secret, Duration timeout, InstantSource clock) {
    this.url = url;
    this.signature = new WebhookSignature(secret, clock);
    this.http = new HttpPost(timeout);
  }

  DeliveryAttempt send(ChainHead head) throws InterruptedException {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.set("head", Json.MAPPER.valueToTree(head));
    byte[] body = HttpPost.bytes(json);
    return http.send(url, body, signature.headers(head.head(), body));
  }
}
