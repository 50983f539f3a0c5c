package dev.plumbline.event.time;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * Reads a producer's time of an event, the same way for every topic:
 *
 * <ul>
 *   <li>ISO-8601 dates and times: with a zone or without one, which is UTC; with up to any number
 *       of decimals of a second, of which nine count; a date alone is its midnight, UTC. See {@link
 *       IsoTimestamp} for the spellings.
 *   <li>Numbers, whole or with decimals, written as numbers or as texts: seconds, milliseconds,
 *       microseconds or nanoseconds since 1970, told apart by their size. See {@link
 *       NumericTimestamp}.
 * </ul>
 *
 * What lies before 1990 is refused: it is a mistake of units or a default, not an event that
 * somebody monitors. The future is the caller's to judge, who has a clock.
 */
public final class EventTimestamp {

  /** Longest text that is looked at; no time needs as many characters. */
  private static final int LONGEST = 64;

  private static final int YEAR_DIGITS = 4;

  private static final String NO_TIME =
      "is neither ISO-8601 nor a number of seconds, milliseconds, microseconds or nanoseconds"
          + " since 1970";

  private EventTimestamp() {}

  /**
   * @param text ISO-8601 or a number; a JSON number's own text
   * @throws TimestampException when it is no time since 1990
   */
  public static Instant parse(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || trimmed.length() > LONGEST) {
      throw new TimestampException(NO_TIME);
    }
    return checked(read(trimmed));
  }

  /**
   * A time that a record bears already.
   *
   * @throws TimestampException when it is before 1990
   */
  public static Instant checked(Instant time) {
    if (time.getEpochSecond() < NumericTimestamp.FIRST_SECOND) {
      throw new TimestampException("is before 1990");
    }
    return time;
  }

  /**
   * As {@link #parse}, in epoch milliseconds; finer fractions are cut.
   *
   * @throws TimestampException when it is no time since 1990
   */
  public static long millis(String text) {
    return parse(text).toEpochMilli();
  }

  private static Instant read(String text) {
    boolean date = text.length() > YEAR_DIGITS && text.charAt(YEAR_DIGITS) == '-';
    try {
      return date ? new IsoTimestamp(text).read() : NumericTimestamp.read(text);
    } catch (DateTimeException | NumberFormatException e) {
      throw new TimestampException(NO_TIME); // their messages quote the text
    }
  }
}
