package dev.plumbline.event.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * A date and time as ISO-8601 writes it, and as programs do that are nearly right: {@code T},
 * {@code t} or a space between date and time; seconds and decimals may lack; the zone is {@code Z},
 * {@code z}, {@code UTC}, {@code GMT} or an offset such as {@code +01:00}, {@code +0100}, {@code
 * +01}, perhaps behind a space, and before a region in brackets, which the offset makes needless.
 * No zone is UTC. A leap second is the second before it, as in the JDK. Read by hand because every
 * record has one: no formatter of the JDK reads all of these, and each costs several times more.
 */
final class IsoTimestamp {

  private static final int LAST_SECOND = 59;
  private static final int NANO_DIGITS = 9;

  private final String text;
  private int at;

  IsoTimestamp(String text) {
    this.text = text;
  }

  /**
   * @throws DateTimeException when the text is no date and time
   */
  Instant read() {
    LocalDate date = date();
    if (atEnd()) {
      return date.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    if (!skip('T') && !skip('t') && !skip(' ')) {
      throw wrong();
    }
    Instant instant = time().atDate(date).toInstant(offset());
    if (!atEnd()) {
      throw wrong();
    }
    return instant;
  }

  private LocalDate date() {
    int year = number(4);
    expect('-');
    int month = number(2);
    expect('-');
    return LocalDate.of(year, month, number(2));
  }

  private LocalTime time() {
    int hour = number(2);
    expect(':');
    int minute = number(2);
    int second = skip(':') ? number(2) : 0;
    int nano = skip('.') || skip(',') ? nanos() : 0;
    return LocalTime.of(hour, minute, second == LAST_SECOND + 1 ? LAST_SECOND : second, nano);
  }

  /** One or more decimals; those behind the ninth do not count. */
  private int nanos() {
    int nanos = number(1);
    int digits = 1;
    for (; !atEnd() && isDigit(); digits++) {
      int digit = number(1);
      nanos = digits < NANO_DIGITS ? 10 * nanos + digit : nanos;
    }
    for (; digits < NANO_DIGITS; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private ZoneOffset offset() {
    skip(' ');
    if (atEnd() || skip('Z') || skip('z') || skip("UTC") || skip("GMT")) {
      return ZoneOffset.UTC;
    }
    int sign = skip('-') ? -1 : 1;
    if (sign > 0) {
      expect('+');
    }
    int hours = number(2);
    int minutes = skip(':') || (!atEnd() && isDigit()) ? number(2) : 0;
    if (text.startsWith("[", at) && text.endsWith("]")) {
      at = text.length();
    }
    return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
  }

  private int number(int digits) {
    int number = 0;
    for (int end = at + digits; at < end; at++) {
      if (atEnd() || !isDigit()) {
        throw wrong();
      }
      number = 10 * number + text.charAt(at) - '0';
    }
    return number;
  }

  private boolean isDigit() {
    return text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private void expect(char c) {
    if (!skip(c)) {
      throw wrong();
    }
  }

  private boolean skip(char c) {
    boolean there = !atEnd() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private boolean skip(String word) {
    boolean there = text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }

  private boolean atEnd() {
    return at >= text.length();
  }

  private static DateTimeException wrong() {
    return new DateTimeException("no date and time");
  }
}
