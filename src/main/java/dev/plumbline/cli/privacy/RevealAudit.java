package dev.plumbline.cli.privacy;

import dev.plumbline.event.RevealRecord;
import dev.plumbline.kafka.client.TopicAppender;
import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.PrivacyPolicy.ConsentRule;
import dev.plumbline.policy.PrivacyPolicy.Operator;
import dev.plumbline.stage.redact.detect.PatternDetector;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import dev.plumbline.stage.redact.text.TextRedactor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes openings to the topic {@code reveal-audit}. */
public final class RevealAudit implements TokenRevealer.Audit {

  private final TopicAppender<RevealRecord> topic;
  private final Clock clock;
  private final String who;
  private final @Nullable String as;
  private final String reason;

  public RevealAudit(
      TopicAppender<RevealRecord> topic,
      Clock clock,
      String who,
      @Nullable String as,
      String reason) {
    this.topic = topic;
    this.clock = clock;
    this.who = who;
    this.as = as;
    this.reason = withoutPersonalData(reason);
  }

  @Override
  public void append(List<TokenRevealer.Opened> opened) throws InterruptedException {
    topic.append(opened.stream().map(this::reveal).toList());
  }

  private RevealRecord reveal(TokenRevealer.Opened opened) {
    return new RevealRecord(
        clock.instant(), who, as, opened.kind(), opened.what(), digest(opened.text()), reason);
  }

  /** The audit is kept for ever, and read by people who may not see what was revealed. */
  private static String withoutPersonalData(String reason) {
    PrivacyPolicy privacy =
        new PrivacyPolicy(
            PrivacyPolicy.ENTITIES,
            Operator.REPLACE,
            Map.of(),
            new ConsentRule("", ConsentRule.Missing.ALLOW));
    return TextRedactor.of(
            privacy, PatternDetector.DEFAULT_PHONE_REGIONS, RedactionKeys.withoutHash(null))
        .redact(reason)
        .text();
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
