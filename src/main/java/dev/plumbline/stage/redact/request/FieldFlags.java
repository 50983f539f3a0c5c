package dev.plumbline.stage.redact.request;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What was wrong with single fields of one record that goes on without them, or with what could be
 * made of them. Each is a word {@code FIELD:REASON}, once, and none holds anything that the record
 * said: fields are named as the policy names them.
 */
final class FieldFlags {

  /** Why a field was flagged; constants are written in lower case. */
  enum Reason {
    /** A number or a boolean where a text was expected: its text was taken. */
    NOT_TEXT,
    /** A list or an object where one value was expected: left out. */
    NOT_SCALAR,
    /** A prediction that nobody needs, as our own model scores: left out. */
    UNUSABLE,
    /** Something else where an object was expected: left out. */
    NOT_AN_OBJECT,
    /** Something else where a number was expected: left out. */
    NOT_A_NUMBER,
    /** Something else where a boolean was expected: left out. */
    NOT_A_BOOLEAN,
    /** Infinite or NaN, which is how Python writes what is missing: left out. */
    NOT_FINITE,
    /** Not a probability. */
    OUT_OF_RANGE,
    /** Needed and not there. */
    MISSING,
    /** Longer than such a field may be: left out, or one of the other values. */
    TOO_LONG,
    /** Holds personal data: left out, or one of the other values. */
    PERSONAL_DATA,
    /** A date as a group value: one of the other values. */
    DATE,
    /** A date as a group value: its year or decade was taken. */
    SHORTENED_DATE,
    /** Differs from a value of the policy in case or space only. */
    CASE_OR_SPACE
  }

  private final TreeSet<String> words = new TreeSet<>();

  void add(String field, Reason reason) {
    words.add(field + ":" + reason.name().toLowerCase(Locale.ROOT));
  }

  /** Sorted. */
  List<String> words() {
    return List.copyOf(words);
  }
}
