package dev.plumbline.stage.redact.detect.standard.country;

import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.digit;
import static dev.plumbline.stage.redact.detect.standard.digits.CheckDigits.weighted;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The United Kingdom. Numbers come without separators, letters in upper case. */
final class BritishNumbers {

  static final Map<String, Predicate<String>> CHECKS =
      Map.of(
          "uk_nhs",
          BritishNumbers::nhs,
          "uk_nino",
          BritishNumbers::nino,
          "uk_postcode",
          BritishNumbers::postcode,
          "uk_driving_licence",
          BritishNumbers::drivingLicence);

  private static final Set<String> UNUSED_PREFIXES =
      Set.of("BG", "GB", "NK", "KN", "TN", "NT", "ZZ");

  private static final Set<String> POSTCODE_AREAS =
      Set.of(
          ("AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN"
                  + " DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE"
                  + " KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE"
                  + " PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN"
                  + " TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE")
              .split(" "));

  private BritishNumbers() {}

  /** Modulo 11 with weights 10 to 2 (NHS Data Dictionary). */
  static boolean nhs(String number) {
    int check = 11 - weighted(number, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    return check % 11 == digit(number, 9) && check != 10;
  }

  static boolean nino(String number) {
    return !UNUSED_PREFIXES.contains(number.substring(0, 2));
  }

  static boolean postcode(String code) {
    int letters = Character.isLetter(code.charAt(1)) ? 2 : 1;
    return POSTCODE_AREAS.contains(code.substring(0, letters));
  }

  /** Five letters of the surname, decade, month (plus 50 for women), day, year (DVLA). */
  static boolean drivingLicence(String number) {
    int month = Integer.parseInt(number.substring(6, 8)) % 50;
    int day = Integer.parseInt(number.substring(8, 10));
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }
}
