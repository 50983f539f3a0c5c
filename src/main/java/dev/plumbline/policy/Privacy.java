package dev.plumbline.policy;

import java.util.Map;
import java.util.Set;

/**
 * What is removed and how.
 *
 * @param entities entity names to detect
 * @param defaultOperator for entities without one of their own
 * @param operators entity name to operator
 */
public record Privacy(
    Set<String> entities,
    Operator defaultOperator,
    Map<String, Operator> operators,
    ConsentRule consent) {

  /** Every entity that this version detects, under Presidio's names. */
  public static final Set<String> ENTITIES =
      Set.of(
          ("ABA_ROUTING_NUMBER API_KEY AU_ABN AU_ACN AU_MEDICARE AU_TFN CA_SIN"
                  + " CN_BANK_CARD CN_LICENSE_PLATE CN_MOBILE CN_PASSPORT CN_RESIDENT_ID"
                  + " CN_USCC CREDIT_CARD CRYPTO DATE_TIME DE_BSNR DE_FUEHRERSCHEIN"
                  + " DE_HANDELSREGISTER DE_HEALTH_INSURANCE DE_ID_CARD DE_KFZ DE_LANR"
                  + " DE_PASSPORT DE_PLZ DE_SOCIAL_SECURITY DE_TAX_ID DE_TAX_NUMBER DE_VAT_ID"
                  + " EMAIL_ADDRESS ES_NIE ES_NIF ES_PASSPORT FI_PERSONAL_IDENTITY_CODE"
                  + " IBAN_CODE IN_AADHAAR IN_GSTIN IN_PAN IN_PASSPORT IN_VEHICLE_REGISTRATION"
                  + " IN_VOTER IP_ADDRESS IT_DRIVER_LICENSE IT_FISCAL_CODE IT_IDENTITY_CARD"
                  + " IT_PASSPORT IT_VAT_CODE JWT KR_BRN KR_DRIVER_LICENSE KR_FRN KR_PASSPORT"
                  + " KR_RRN MAC_ADDRESS MEDICAL_LICENSE NG_NIN NG_VEHICLE_REGISTRATION"
                  + " PHONE_NUMBER PH_MOBILE_NUMBER PH_TIN PL_PESEL PRIVATE_KEY"
                  + " SE_ORGANISATIONSNUMMER SE_PERSONNUMMER SG_NRIC_FIN SG_UEN TH_TNIN"
                  + " TR_LICENSE_PLATE TR_NATIONAL_ID TR_PHONE_NUMBER UK_DRIVING_LICENCE"
                  + " UK_NHS UK_NINO UK_PASSPORT UK_POSTCODE UK_VEHICLE_REGISTRATION URL"
                  + " US_BANK_NUMBER US_DRIVER_LICENSE US_ITIN US_MBI US_NPI US_PASSPORT"
                  + " US_SSN ZA_ID_NUMBER")
              .split(" "));

  /** Presidio's names. */
  public enum Operator {
    REPLACE,
    MASK,
    HASH
  }

  /**
   * @param purpose the purpose that must be among the record's; empty when the policy asks for none
   * @param missing what happens to a record without it
   */
  public record ConsentRule(String purpose, Missing missing) {

    /** What happens to a record without consent. */
    public enum Missing {
      WITHHOLD,
      ALLOW
    }
  }

  public Privacy {
    entities = Set.copyOf(entities);
    operators = Map.copyOf(operators);
  }

  public Operator operator(String entity) {
    return operators.getOrDefault(entity, defaultOperator);
  }
}
