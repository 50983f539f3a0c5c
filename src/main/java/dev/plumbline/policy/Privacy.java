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
          "CREDIT_CARD",
          "EMAIL_ADDRESS",
          "IBAN_CODE",
          "IP_ADDRESS",
          "PHONE_NUMBER",
          "URL",
          "US_SSN");

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
