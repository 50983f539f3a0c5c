package dev.plumbline.stage.redact.detect.standard;

import dev.plumbline.stage.redact.detect.standard.country.CountryChecks;
import dev.plumbline.stage.redact.detect.standard.digits.AsciiClasses;
import dev.plumbline.stage.redact.detect.standard.digits.CheckDigits;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The validators by the names that recognizer files use. */
public final class ValidatorRegistry {

  private static final Map<String, MatchValidator> BY_NAME = new HashMap<>();

  static {
    BY_NAME.put("any", (text, start, end) -> end);
    // Valid only by the label before it.
    BY_NAME.put("labelled", (text, start, end) -> MatchValidator.REFUSED);
    BY_NAME.put("card", CardNumbers::accept);
    BY_NAME.put("iban", IbanNumbers::accept);
    BY_NAME.put("ip_v4", InternetAddresses::ipV4);
    BY_NAME.put("ip_v6", InternetAddresses::ipV6);
    BY_NAME.put("mac", InternetAddresses::mac);
    BY_NAME.put("base58", CryptoAddresses::base58);
    BY_NAME.put("bech32", CryptoAddresses::bech32);
    BY_NAME.put("jwt", SecretTokens::jwt);
    BY_NAME.put("pem", SecretTokens::pem);
    BY_NAME.put("mixed", SecretTokens::mixed);
    compact("luhn", CheckDigits::luhn);
    compact("verhoeff", CheckDigits::verhoeff);
    compact("travel_document", CheckDigits::travelDocument);
    CountryChecks.all().forEach(ValidatorRegistry::compact);
  }

  private ValidatorRegistry() {}

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  public static MatchValidator named(String name) {
    MatchValidator validator = BY_NAME.get(name);
    if (validator == null) {
      throw new IllegalArgumentException("no validator " + name);
    }
    return validator;
  }

  /** Whether it refuses whatever has no digit, so that text without any need not be matched. */
  public static boolean needsDigit(String name) {
    return name.equals("mixed") || name.equals("it_fiscal_code");
  }

  /** One that judges the match without its separators, in upper case. */
  private static void compact(String name, Predicate<String> check) {
    BY_NAME.put(
        name,
        (text, start, end) -> check.test(compact(text, start, end)) ? end : MatchValidator.REFUSED);
  }

  private static String compact(CharSequence text, int start, int end) {
    StringBuilder compact = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (AsciiClasses.isDigit(c) || AsciiClasses.isLetter(c)) {
        compact.append(Character.toUpperCase(c));
      }
    }
    return compact.toString();
  }
}
