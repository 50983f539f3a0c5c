package dev.plumbline.policy;

import dev.plumbline.event.Consent;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is removed and how.
 *
 * @param entities entity names to detect
 * @param otherwise for entities without an operator of their own
 * @param operations by entity
 * @param recognizers entities of the policy's own
 * @param model folder of the token-classification model that finds {@link #MODEL_ENTITIES}; null
 *     finds none of them
 */
public record PrivacyPolicy(
    Set<String> entities,
    Operation otherwise,
    Map<String, Operation> operations,
    ConsentRule consent,
    List<CustomRecognizer> recognizers,
    @Nullable Path model) {

  /** What no pattern describes: found by a model, and only when the policy names its folder. */
  public static final Set<String> MODEL_ENTITIES = Set.of("LOCATION", "ORGANIZATION", "PERSON");

  /** Every entity that patterns detect, under Presidio's names. */
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

  /** Presidio's names, and a token that is numbered within its message. */
  public enum Operator {
    /** The entity's name in angle brackets. */
    REPLACE,
    /** Nothing. */
    REDACT,
    /** Stars, but for the last letters and digits. */
    MASK,
    /** A keyed hash: the same value, the same hash, in every message. */
    HASH,
    /** What the keyset's holder can read again. */
    ENCRYPT,
    /** The entity's name and a number: the same value, the same number, in one message. */
    TOKEN,
    /** As it is: not even looked for. */
    KEEP
  }

  /**
   * An operator with its options.
   *
   * @param keepLast letters and digits at the end that a mask leaves; null leaves four of twelve or
   *     more and none of fewer
   * @param with the name that replaces a value; the entity's when null
   */
  public record Operation(Operator operator, @Nullable Integer keepLast, @Nullable String with) {

    /** Without options. */
    public static Operation of(Operator operator) {
      return new Operation(operator, null, null);
    }
  }

  /**
   * The one rule of consent: every stage that asks whether a record may be used asks here.
   *
   * @param purpose the purpose that must be among the record's; empty when the policy asks for none
   * @param missing what happens to a record without it
   */
  public record ConsentRule(String purpose, Missing missing) {

    /** What happens to a record without consent. */
    public enum Missing {
      WITHHOLD,
      ALLOW
    }

    /** Whether the policy asks for a purpose at all. */
    public boolean asks() {
      return !purpose.isEmpty();
    }

    /**
     * Whether the person agreed to the purpose, or the policy asks for none.
     *
     * @param consent null when the record says nothing of it
     */
    public boolean permits(@Nullable Consent consent) {
      return !asks() || (consent != null && consent.covers(purpose));
    }

    /**
     * Whether a record goes no further for lack of consent.
     *
     * @param consent read only where it matters, so that one that nobody asks for may be unreadable
     */
    public boolean withholds(Supplier<@Nullable Consent> consent) {
      return missing == Missing.WITHHOLD && asks() && !permits(consent.get());
    }
  }

  public PrivacyPolicy {
    entities = Set.copyOf(entities);
    operations = Map.copyOf(operations);
    recognizers = List.copyOf(recognizers);
    if (model == null && !Collections.disjoint(entities, MODEL_ENTITIES)) {
      throw new IllegalArgumentException("there is no model for " + MODEL_ENTITIES);
    }
  }

  /** Without a model. */
  public PrivacyPolicy(
      Set<String> entities,
      Operation otherwise,
      Map<String, Operation> operations,
      ConsentRule consent,
      List<CustomRecognizer> recognizers) {
    this(entities, otherwise, operations, consent, recognizers, null);
  }

  /** Without a model or recognizers of its own. */
  public PrivacyPolicy(
      Set<String> entities,
      Operation otherwise,
      Map<String, Operation> operations,
      ConsentRule consent) {
    this(entities, otherwise, operations, consent, List.of(), null);
  }

  /** Operators without options. */
  public PrivacyPolicy(
      Set<String> entities,
      Operator otherwise,
      Map<String, Operator> operators,
      ConsentRule consent) {
    this(
        entities,
        Operation.of(otherwise),
        operators.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> Operation.of(each.getValue()))),
        consent);
  }

  public Operation operation(String entity) {
    return operations.getOrDefault(entity, otherwise);
  }

  /** The detected entities whose operator is this one. */
  public Set<String> entities(Operator operator) {
    return entities.stream()
        .filter(entity -> operation(entity).operator() == operator)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What is looked for: a value that is kept must not shield another one inside it. */
  public Set<String> removed() {
    return entities.stream()
        .filter(entity -> operation(entity).operator() != Operator.KEEP)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The same with fewer entities. */
  public PrivacyPolicy narrowedTo(Set<String> fewer) {
    return new PrivacyPolicy(fewer, otherwise, operations, consent, recognizers, model);
  }

  /** The entities of these that patterns detect. */
  public static Set<String> patterned(Set<String> entities) {
    return entities.stream()
        .filter(entity -> !MODEL_ENTITIES.contains(entity))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether texts must be shown to the model. */
  public boolean needsModel() {
    return !Collections.disjoint(removed(), MODEL_ENTITIES);
  }
}
