package dev.plumbline.stage.alert.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Posts {@code {"incident": ..., "dashboardUrl": ...}}, or {@code "alert"} in the incident's place.
 * {@code Idempotency-Key} is the same for every repeat of a state; {@code Plumbline-Signature:
 * t=SECONDS,v1=HEX} is the HMAC-SHA256 of {@code SECONDS.BODY}, so a receiver can tell who sent it
 * and that it is fresh.
 */
public final class WebhookSink implements AlertSink {

  private static final String HMAC = "HmacSHA256";

  private final String name;
  private final URI url;
  private final @Nullable String dashboardUrl;
  private final @Nullable SinkSecret secret;
  private final InstantSource clock;
  private final HttpPost http;

  /**
   * @param secret signs the body; null sends no signature
   */
  public WebhookSink(
      String name,
      URI url,
      @Nullable String dashboardUrl,
      @Nullable SinkSecret secret,
      Duration timeout,
      InstantSource clock) {
    this.name = name;
    this.url = url;
    this.dashboardUrl = dashboardUrl;
    this.secret = secret;
    this.clock = clock;
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
    Map<String, String> headers = new TreeMap<>();
    headers.put("Idempotency-Key", message.stateKey());
    if (secret != null) {
      long seconds = clock.instant().getEpochSecond();
      headers.put(
          "Plumbline-Signature", "t=" + seconds + ",v1=" + signature(secret, seconds, body));
    }
    return http.send(url, body, headers);
  }

  private byte[] body(SinkMessage message) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    message.addTo(body);
    if (dashboardUrl != null) {
      body.put("dashboardUrl", dashboardUrl);
    }
    return HttpPost.bytes(body);
  }

  private static String signature(SinkSecret secret, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), HMAC));
      mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
