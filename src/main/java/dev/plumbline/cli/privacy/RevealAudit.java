package dev.plumbline.cli.privacy;

import dev.plumbline.event.RevealRecord;
import dev.plumbline.kafka.client.TopicAppender;
import dev.plumbline.stage.redact.text.FreeTextRedactor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
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
    this.reason = new FreeTextRedactor().redact(reason);
  }

  @Override
  public void append(List<TokenRevealer.Opened> opened) throws InterruptedException {
    topic.append(opened.stream().map(this::reveal).toList());
  }

  private RevealRecord reveal(TokenRevealer.Opened opened) {
    return new RevealRecord(
        clock.instant(), who, as, opened.kind(), opened.what(), digest(opened.text()), reason);
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
