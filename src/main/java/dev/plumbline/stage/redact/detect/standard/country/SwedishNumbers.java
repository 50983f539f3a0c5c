package dev.plumbline.stage.redact.detect.standard.country;

import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.luhn;

import dev.plumbline.stage.redact.detect.standard.digits.IdentifierDates;
import java.util.Map;
import java.util.function.Predicate;

/** Sweden. Numbers come without separators, letters in upper case. */
final class SwedishNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of("se_person", SwedishNumbers::person, "se_organisation", SwedishNumbers::organisation);

  private SwedishNumbers() {}

  /** Personnummer and samordningsnummer, whose day is sixty more. */
  static boolean person(String number) {
    String ten = number.substring(number.length() - 10);
    int day = IdentifierDates.number(ten, 4);
    String date = ten.substring(0, 4) + (day > 60 ? day - 60 + 100 : day + 100);
    return luhn(ten)
        && IdentifierDates.isYearMonthDay(date.substring(0, 4) + date.substring(5))
        && (number.length() == 10 || number.startsWith("19") || number.startsWith("20"));
  }

  static boolean organisation(String number) {
    String ten = number.substring(number.length() - 10);
    return ten.charAt(2) >= '2' && ten.charAt(0) != '0' && ten.charAt(0) != '4' && luhn(ten);
  }
}
