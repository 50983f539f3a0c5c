package dev.plumbline.stage.redact.detect.standard;

import java.util.Map;

/** The validators by the names that recognizer files use. */
public final class Validators {

  private static final Map<String, Validator> BY_NAME =
      Map.of(
          "any", (text, start, end) -> end,
          "ip_v4", InternetAddresses::ipV4,
          "ip_v6", InternetAddresses::ipV6,
          "card", Cards::accept,
          "iban", Ibans::accept,
          "us_ssn", Validators::usSsn);

  private Validators() {}

  public static Validator named(String name) {
    Validator validator = BY_NAME.get(name);
    if (validator == null) {
      throw new IllegalArgumentException("no validator " + name);
    }
    return validator;
  }

  /** Areas 000, 666 and 900-999, group 00 and serial 0000 were never issued (SSA, RM 10201). */
  static int usSsn(CharSequence text, int start, int end) {
    StringBuilder digits = new StringBuilder();
    for (int i = start; i < end; i++) {
      if (Ascii.isDigit(text.charAt(i))) {
        digits.append(text.charAt(i));
      }
    }
    String area = digits.substring(0, 3);
    boolean issued =
        !area.equals("000")
            && !area.equals("666")
            && area.charAt(0) != '9'
            && !digits.substring(3, 5).equals("00")
            && !digits.substring(5).equals("0000");
    return issued ? end : Validator.REFUSED;
  }
}
