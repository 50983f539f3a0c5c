package dev.plumbline.stage.redact.request;

import dev.plumbline.stage.redact.text.TextRedactor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of a record's header. */
final class RawHeader {

  /** W3C Trace Context: random, and lost to tracing when half of it is taken for a number. */
  private static final Pattern TRACE_PARENT =
      Pattern.compile(
          "[0-9a-f]{2}-(?=\\d*[a-f])[0-9a-f]{32}-(?=\\d*[a-f])[0-9a-f]{16}-[0-9a-f]{2}");

  private RawHeader() {}

  /** Null for bytes that are no text: what cannot be read cannot be redacted. */
  static byte @Nullable [] redacted(byte @Nullable [] value, TextRedactor redactor) {
    if (value == null) {
      return null;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      return TRACE_PARENT.matcher(text).matches()
          ? value
          : redactor.redact(text).text().getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
