package dev.plumbline.stage.redact.request;

import dev.plumbline.stage.redact.keys.KeyedHash;
import dev.plumbline.stage.redact.text.RedactedText;
import dev.plumbline.stage.redact.text.TaggedTexts;
import dev.plumbline.stage.redact.text.TextRedactor;
import java.util.regex.Pattern;

/**
 * The ids of one model's requests, which are opaque: an id that looks like personal data, as a
 * whole or in a part, becomes a keyed pseudonym as a whole; any other stays as it is. It depends on
 * the id and the policy alone, so a request and its outcomes come to the same. Safe for many
 * threads.
 */
public final class RequestIds {

  private static final int PSEUDONYM_DIGITS = 32;
  private static final int UUID_LENGTH = 36;
  private static final Pattern UUID =
      Pattern.compile("(?=.*[a-fA-F])[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  private final TextRedactor redactor;
  private final KeyedHash hash;

  RequestIds(TextRedactor redactor, KeyedHash hash) {
    this.redactor = redactor;
    this.hash = hash;
  }

  public String redact(String id) {
    return redact(id, new MessageRedaction(redactor, TaggedTexts.NONE));
  }

  /**
   * Random ids are left alone: one in a thousand holds what could be a card number.
   *
   * @param message counts what the id held; its entity model was not shown the id
   */
  String redact(String id, MessageRedaction message) {
    if (id.length() == UUID_LENGTH && UUID.matcher(id).matches()) {
      return id;
    }
    RedactedText redacted = message.redact("requestId", id);
    return redacted.changed() ? hash.hex("requestId", id, PSEUDONYM_DIGITS) : redacted.text();
  }
}
