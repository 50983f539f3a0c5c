package dev.plumbline.stage.redact.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.PrivacyPolicy;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * What machines write and is nobody's data, 500 texts a kind, with every entity but dates looked
 * for. A text is touched when anything is found in it.
 */
class MachineWordsTest {

  private static final int TEXTS = 500;
  private static final double MOST_TOUCHED = 0.005;

  private static final Map<String, Function<Random, String>> KINDS = new TreeMap<>();

  static {
    KINDS.put("decimals", r -> "p=" + r.nextDouble());
    KINDS.put("scientific", r -> "loss " + r.nextDouble() * 1e-9);
    KINDS.put("coordinates", r -> "setView(" + r.nextDouble() * 90 + ", " + -r.nextDouble() + ")");
    KINDS.put("prices", r -> String.format(Locale.ROOT, "total %,.2f EUR", r.nextDouble() * 1e6));
    KINDS.put("uuids", r -> "trace " + new UUID(r.nextLong(), r.nextLong()));
    KINDS.put("uuid tails", r -> "tail " + hex(r, 12));
    KINDS.put("sha-1", r -> "commit " + hex(r, 40));
    KINDS.put("sha-256", r -> "image@sha256:" + hex(r, 64));
    KINDS.put("md5", r -> "etag " + hex(r, 32));
    KINDS.put("base64", r -> "data " + base64(r));
    KINDS.put("epoch seconds", r -> "at " + (1_500_000_000L + r.nextInt(300_000_000)) + " start");
    KINDS.put(
        "epoch milliseconds", r -> "ts=" + (1_500_000_000_000L + r.nextInt(Integer.MAX_VALUE)));
    KINDS.put("pods", r -> "api-gateway-" + hex(r, 10) + "-" + letters(r, 5) + " restarted");
    KINDS.put("hosts", r -> "node ip-10-" + r.nextInt(250) + "-" + r.nextInt(250) + "-7 is up");
    KINDS.put("versions", r -> "Bump to version 1." + r.nextInt(20) + "." + r.nextInt(20) + ".4");
    KINDS.put(
        "stock units", r -> "SKU " + capitals(r, 2) + "-" + digits(r, 4) + "-" + digits(r, 2));
    KINDS.put("order numbers", r -> "order " + digits(r, 10) + " was sent");
    KINDS.put("invoices", r -> "invoice RE-2025-" + digits(r, 6) + " is open");
    KINDS.put("ten digits", r -> "id " + (1 + r.nextInt(9)) + digits(r, 9) + " seen");
    KINDS.put("sql", r -> "SELECT a FROM t WHERE k = " + r.nextInt(1_000_000) + " LIMIT 50");
    KINDS.put("stack traces", r -> "at a.b.Reader.run(Reader.java:" + r.nextInt(3_000) + ")");
    KINDS.put("offsets", r -> "offset=" + digits(r, 8) + " lag=" + digits(r, 3));
  }

  @Test
  void shouldLeaveMachineWordsAlone() {
    // Given
    Set<String> entities = new TreeSet<>(PrivacyPolicy.ENTITIES);
    entities.remove("DATE_TIME");
    PatternDetector detector = new PatternDetector(entities, PatternDetector.DEFAULT_PHONE_REGIONS);

    // When
    Map<String, Double> touched = new TreeMap<>();
    KINDS.forEach((kind, text) -> touched.put(kind, touched(detector, text)));

    // Then
    assertThat(touched)
        .hasSizeGreaterThanOrEqualTo(20)
        .allSatisfy((kind, share) -> assertThat(share).isLessThanOrEqualTo(MOST_TOUCHED));
  }

  private static double touched(PatternDetector detector, Function<Random, String> kind) {
    Random random = new Random(20_261_201);
    int touched = 0;
    for (int i = 0; i < TEXTS; i++) {
      touched += detector.detect(kind.apply(random)).isEmpty() ? 0 : 1;
    }
    return (double) touched / TEXTS;
  }

  private static String hex(Random random, int length) {
    return drawn(random, "0123456789abcdef", length);
  }

  private static String digits(Random random, int length) {
    return drawn(random, "0123456789", length);
  }

  private static String letters(Random random, int length) {
    return drawn(random, "bcdfghjklmnpqrstvwxz2456789", length);
  }

  private static String capitals(Random random, int length) {
    return drawn(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", length);
  }

  private static String drawn(Random random, String alphabet, int length) {
    StringBuilder drawn = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      drawn.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return drawn.toString();
  }

  private static String base64(Random random) {
    byte[] bytes = new byte[48];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
