package dev.plumbline.cli;

import dev.plumbline.event.Reveal;
import dev.plumbline.kafka.TopicAppender;
import dev.plumbline.policy.Privacy;
import dev.plumbline.policy.Privacy.ConsentRule;
import dev.plumbline.policy.Privacy.Operator;
import dev.plumbline.stage.redact.Redactor;
import dev.plumbline.stage.redact.detect.Detector;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes openings to the topic {@code reveal-audit}. */
final class RevealAudit implements Revealer.Audit {

  private final TopicAppender<Reveal> topic;
  private final Clock clock;
  private final String who;
  private final @Nullable String as;
  private final String reason;

  RevealAudit(
      TopicAppender<Reveal> topic, Clock clock, String who, @Nullable String as, String reason) {
    this.topic = topic;
    this.clock = clock;
    this.who = who;
    this.as = as;
    this.reason = withoutPersonalData(reason);
  }

  @Override
  public void append(List<Revealer.Opened> opened) throws InterruptedException {
    topic.append(opened.stream().map(this::reveal).toList());
  }

  private Reveal reveal(Revealer.Opened opened) {
    return new Reveal(
        clock.instant(), who, as, opened.kind(), opened.what(), digest(opened.text()), reason);
  }

  /** The audit is kept for ever, and read by people who may not see what was revealed. */
  private static String withoutPersonalData(String reason) {
    Privacy privacy =
        new Privacy(
            Privacy.ENTITIES,
            Operator.REPLACE,
            Map.of(),
            new ConsentRule("", ConsentRule.Missing.ALLOW));
    return Redactor.of(privacy, Detector.DEFAULT_PHONE_REGIONS, RedactionKeys.withoutHash(null))
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
