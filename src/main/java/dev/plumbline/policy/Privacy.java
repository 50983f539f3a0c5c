package dev.plumbline.policy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is removed and how.
 *
 * @param entities entity names to detect
 * @param otherwise for entities without an operator of their own
 * @param operations by entity
 * @param model folder of the token-classification model that finds {@link #MODEL_ENTITIES}; null
 *     finds none of them
 */
public record Privacy(
    Set<String> entities,
    Operation otherwise,
    Map<String, Operation> operations,
    ConsentRule consent,
    @Nullable Path model) {

  /** What no pattern describes: found by a model, and only when the policy names its folder. */
  public static final Set<String> MODEL_ENTITIES = Set.of("LOCATION", "ORGANIZATION", "PERSON");

  /** Every entity that patterns detect, under Presidio's names. */
  public static final Set<String> ENTITIES =
      Set.of(
          "CREDIT_CARD",
          "EMAIL_ADDRESS",
          "IBAN_CODE",
          "IP_ADDRESS",
          "PHONE_NUMBER",
          "URL",
          "US_SSN");

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
    operations = Map.copyOf(operations);
    if (model == null && !Collections.disjoint(entities, MODEL_ENTITIES)) {
      throw new IllegalArgumentException("there is no model for " + MODEL_ENTITIES);
    }
  }

  /** Without a model. */
  public Privacy(
      Set<String> entities,
      Operation otherwise,
      Map<String, Operation> operations,
      ConsentRule consent) {
    this(entities, otherwise, operations, consent, null);
  }

  /** Operators without options. */
  public Privacy(
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
  public Privacy narrowedTo(Set<String> fewer) {
    return new Privacy(fewer, otherwise, operations, consent, model);
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
