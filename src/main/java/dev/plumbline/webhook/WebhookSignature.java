package dev.plumbline.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a webhook: {@code Idempotency-Key} and, with a secret, {@code Plumbline-Signature:
 * t=SECONDS,v1=HEX}, the HMAC-SHA256 of {@code SECONDS.BODY}, so that a receiver can tell who sent
 * it and that it is fresh.
 */
public final class WebhookSignature {

  public static final String HEADER = "Plumbline-Signature";

  private static final String HMAC = "HmacSHA256";
  private static final Pattern FORM = Pattern.compile("t=([0-9]{1,12}),v1=([0-9a-f]{64})");
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final @Nullable SecretText secret;
  private final InstantSource clock;

  /**
   * @param secret null sends no signature, and takes none as genuine
   */
  public WebhookSignature(@Nullable SecretText secret, InstantSource clock) {
    this.secret = secret;
    this.clock = clock;
  }

  public Map<String, String> headers(String idempotencyKey, byte[] body) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Idempotency-Key", idempotencyKey);
    if (secret != null) {
      long seconds = clock.instant().getEpochSecond();
      headers.put(HEADER, "t=" + seconds + ",v1=" + hex(hmac(secret, seconds, body)));
    }
    return headers;
  }

  /**
   * Whether somebody who has the secret signed the body in the last five minutes, give or take as
   * much between the clocks.
   *
   * @param header null when there was none
   */
  public boolean genuine(@Nullable String header, byte[] body) {
    Matcher parts = FORM.matcher(header == null ? "" : header);
    if (secret == null || !parts.matches()) {
      return false;
    }
    long seconds = Long.parseLong(parts.group(1));
    byte[] said = HexFormat.of().parseHex(parts.group(2));
    boolean signed = MessageDigest.isEqual(said, hmac(secret, seconds, body));
    long age = Math.abs(clock.instant().getEpochSecond() - seconds);
    return signed && age <= FRESH.toSeconds();
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static byte[] hmac(SecretText secret, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), HMAC));
      mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
