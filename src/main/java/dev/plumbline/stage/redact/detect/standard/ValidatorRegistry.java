package dev.plumbline.stage.redact.detect.standard;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The validators by the names that recognizer files use. */
public final class ValidatorRegistry {

  private static final Map<String, MatchValidator> BY_NAME = new HashMap<>();

  static {
    BY_NAME.put("any", (text, start, end) -> end);
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
    shared();
    american();
    european();
    asian();
  }

  private ValidatorRegistry() {}

  private static void shared() {
    compact("luhn", CheckDigits::luhn);
    compact("verhoeff", CheckDigits::verhoeff);
    compact("travel_document", CheckDigits::travelDocument);
  }

  private static void american() {
    compact("us_ssn", AmericanNumbers::ssn);
    compact("us_itin", AmericanNumbers::itin);
    compact("aba_routing", AmericanNumbers::abaRouting);
    compact("us_npi", AmericanNumbers::npi);
    compact("dea", AmericanNumbers::dea);
    compact("ca_sin", AmericanNumbers::canadianSin);
  }

  private static void european() {
    compact("uk_nhs", BritishNumbers::nhs);
    compact("uk_nino", BritishNumbers::nino);
    compact("uk_postcode", BritishNumbers::postcode);
    compact("uk_driving_licence", BritishNumbers::drivingLicence);
    compact("de_tax_id", GermanNumbers::taxId);
    compact("de_vat_id", GermanNumbers::vatId);
    compact("de_health_insurance", GermanNumbers::healthInsurance);
    compact("de_social_security", GermanNumbers::socialSecurity);
    compact("de_driving_licence", GermanNumbers::drivingLicence);
    compact("de_physician", GermanNumbers::physician);
    compact("es_nif", EuropeanNumbers::spanishNif);
    compact("es_nie", EuropeanNumbers::spanishNie);
    compact("it_fiscal_code", EuropeanNumbers::italianFiscalCode);
    compact("it_vat", EuropeanNumbers::italianVat);
    compact("fi_identity", EuropeanNumbers::finnish);
    compact("se_person", EuropeanNumbers::swedishPerson);
    compact("se_organisation", EuropeanNumbers::swedishOrganisation);
    compact("pl_pesel", EuropeanNumbers::pesel);
  }

  private static void asian() {
    compact("in_aadhaar", AsianNumbers::aadhaar);
    compact("in_gstin", AsianNumbers::gstin);
    compact("in_vehicle", AsianNumbers::indianVehicle);
    compact("in_voter", AsianNumbers::indianVoter);
    compact("kr_birthday", AsianNumbers::koreanBirthday);
    compact("kr_checked", AsianNumbers::koreanChecked);
    compact("kr_business", AsianNumbers::koreanBusiness);
    compact("sg_person", AsianNumbers::singaporePerson);
    compact("sg_entity", AsianNumbers::singaporeEntity);
    compact("th_identity", AsianNumbers::thai);
    compact("tr_identity", AsianNumbers::turkish);
    compact("cn_resident", ChineseNumbers::resident);
    compact("cn_old_resident", ChineseNumbers::oldResident);
    compact("cn_credit_code", ChineseNumbers::creditCode);
    compact("au_business", SouthernNumbers::australianBusiness);
    compact("au_company", SouthernNumbers::australianCompany);
    compact("au_medicare", SouthernNumbers::medicare);
    compact("au_tax_file", SouthernNumbers::taxFile);
    compact("za_identity", SouthernNumbers::southAfrican);
  }

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
