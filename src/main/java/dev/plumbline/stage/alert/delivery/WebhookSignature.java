package dev.plumbline.stage.alert.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a webhook: {@code Idempotency-Key} and, with a secret, {@code Plumbline-Signature:
 * t=SECONDS,v1=HEX}, the HMAC-SHA256 of {@code SECONDS.BODY}, so that a receiver can tell who sent
 * it and that it is fresh.
 */
final class WebhookSignature {

  private static final String HMAC = "HmacSHA256";

  private final @Nullable SinkSecret secret;
  private final InstantSource clock;

  /**
   * @param secret null sends no signature
   */
  WebhookSignature(@Nullable SinkSecret secret, InstantSource clock) {
    this.secret = secret;
    this.clock = clock;
  }

  Map<String, String> headers(String idempotencyKey, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Idempotency-Key", idempotencyKey);
    if (secret != null) {
      long seconds = clock.instant().getEpochSecond();
      headers.put("Plumbline-Signature", "t=" + seconds + ",v1=" + hmac(secret, seconds, body));
    }
    return headers;
  }

  private static String hmac(SinkSecret secret, long seconds, byte[] body) {
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
