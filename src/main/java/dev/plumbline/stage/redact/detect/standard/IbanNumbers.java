package dev.plumbline.stage.redact.detect.standard;

import dev.plumbline.stage.redact.detect.standard.digits.AsciiClasses;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** International bank account numbers: the country's length and the checksum of ISO 13616. */
final class IbanNumbers {

  /** Country and length, from the SWIFT IBAN registry, and the experimental ones of its annexes. */
  private static final Map<String, Integer> LENGTHS =
      lengths(
          "AD24 AE23 AL28 AT20 AX18 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24"
              + " DE22 DJ27 DK18 DO28 DZ26 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18"
              + " GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IR26 IS26 IT27 JO30 KW30 KZ20 LB28 LC32"
              + " LI21 LT20 LU20 LV21 LY25 MA28 MC27 MD24 ME22 MG27 MK19 MN20 MR27 MT31 MU30 NI28"
              + " NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19"
              + " SK24 SM27 SN28 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30");

  private IbanNumbers() {}

  static int accept(CharSequence text, int start, int end) {
    String country = text.subSequence(start, start + 2).toString().toUpperCase(Locale.ROOT);
    int length = LENGTHS.getOrDefault(country, 0);
    StringBuilder number = new StringBuilder();
    int at = start;
    while (at < end && number.length() < length) {
      char c = text.charAt(at++);
      if (isAlphanumeric(c)) {
        number.append(Character.toUpperCase(c));
      }
    }
    boolean whole = at == text.length() || !isAlphanumeric(text.charAt(at));
    return length > 0 && number.length() == length && whole && remainder(number) == 1
        ? at
        : MatchValidator.REFUSED;
  }

  /** Mod 97 of the number with its first four characters moved to the end, letters from A = 10. */
  private static int remainder(CharSequence number) {
    int remainder = 0;
    for (int i = 0; i < number.length(); i++) {
      int value = Character.digit(number.charAt((i + 4) % number.length()), 36);
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder;
  }

  private static boolean isAlphanumeric(char c) {
    return AsciiClasses.isDigit(c) || AsciiClasses.isLetter(c);
  }

  private static Map<String, Integer> lengths(String table) {
    Map<String, Integer> lengths = new HashMap<>();
    for (String entry : table.split(" ")) {
      lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
    }
    return Map.copyOf(lengths);
  }
}
