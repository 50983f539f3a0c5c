package dev.plumbline.stage.redact.detect.standard;

import static dev.plumbline.stage.redact.detect.standard.CheckDigits.digit;
import static dev.plumbline.stage.redact.detect.standard.CheckDigits.luhn;
import static dev.plumbline.stage.redact.detect.standard.CheckDigits.weighted;

/** Spain, Italy, Finland, Sweden, Poland. No separators, letters in upper case. */
final class EuropeanNumbers {

  private static final String SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  private static final String ITALIAN_MONTHS = "ABCDEHLMPRST";
  private static final String OMOCODIA = "LMNPQRSTUV";
  private static final int[] ITALIAN_ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  private EuropeanNumbers() {}

  static boolean spanishNif(String number) {
    return number.charAt(8) == SPANISH.charAt(Integer.parseInt(number.substring(0, 8)) % 23);
  }

  /** X, Y, Z stand for 0, 1, 2. */
  static boolean spanishNie(String number) {
    return spanishNif((number.charAt(0) - 'X') + number.substring(1));
  }

  /**
   * Codice fiscale (DM 23/12/1976); homonyms have letters in place of digits, though sixteen
   * letters are taken for a word.
   */
  static boolean italianFiscalCode(String code) {
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int value = digit(code, i);
      value -= value >= 10 ? 10 : 0;
      sum += i % 2 == 0 ? ITALIAN_ODD[value] : value;
    }
    int day = 10 * plain(code.charAt(9)) + plain(code.charAt(10));
    return code.chars().anyMatch(c -> AsciiClasses.isDigit((char) c))
        && code.charAt(15) == (char) ('A' + sum % 26)
        && ITALIAN_MONTHS.indexOf(code.charAt(8)) >= 0
        && day % 40 >= 1
        && day <= 71
        && day % 40 <= 31;
  }

  private static int plain(char c) {
    return AsciiClasses.isDigit(c) ? c - '0' : OMOCODIA.indexOf(c);
  }

  static boolean italianVat(String number) {
    String digits = number.substring(number.length() - 11);
    int office = Integer.parseInt(digits.substring(7, 10));
    boolean known = (office >= 1 && office <= 121) || office == 888 || office == 999;
    return known && !digits.startsWith("0000000") && luhn(digits);
  }

  /** Henkilötunnus, without its century sign: the match has it as no letter or as one. */
  static boolean finnish(String number) {
    String digits = number.substring(0, 6) + number.substring(number.length() - 4);
    int serial = Integer.parseInt(digits.substring(6, 9));
    return IdentifierDates.isDayMonthYear(digits)
        && serial >= 2
        && digits.charAt(9) == FINNISH.charAt(Integer.parseInt(digits.substring(0, 9)) % 31);
  }

  /** Personnummer and samordningsnummer, whose day is sixty more. */
  static boolean swedishPerson(String number) {
    String ten = number.substring(number.length() - 10);
    int day = IdentifierDates.number(ten, 4);
    String date = ten.substring(0, 4) + (day > 60 ? day - 60 + 100 : day + 100);
    return luhn(ten)
        && IdentifierDates.isYearMonthDay(date.substring(0, 4) + date.substring(5))
        && (number.length() == 10 || number.startsWith("19") || number.startsWith("20"));
  }

  static boolean swedishOrganisation(String number) {
    String ten = number.substring(number.length() - 10);
    return ten.charAt(2) >= '2' && ten.charAt(0) != '0' && ten.charAt(0) != '4' && luhn(ten);
  }

  /** The century is in the month. */
  static boolean pesel(String number) {
    int month = IdentifierDates.number(number, 2);
    int[] centuries = {1900, 2000, 2100, 2200, 1800};
    int year = centuries[month / 20] + IdentifierDates.number(number, 0);
    return IdentifierDates.isDate(year, month % 20, IdentifierDates.number(number, 4))
        && weighted(number, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
  }
}
