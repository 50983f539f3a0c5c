package dev.plumbline.cli.canary;

import dev.plumbline.policy.PrivacyPolicy;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Valid identifiers of every entity, and sentences that people write them in: made up here, or
 * taken from the texts that are written for the detectors.
 */
public final class Identifiers {

  /**
   * @param sentence with %s in the identifier's place
   */
  record Kind(String sentence, Function<Random, String> identifier) {}

  /**
   * @param sentence with the identifier in it
   */
  public record Identifier(String entity, String value, String sentence) {}

  private static final Map<String, Kind> KINDS = kinds();

  private final WrittenIdentifiers written = new WrittenIdentifiers();
  private final Random random;

  public Identifiers(long seed) {
    this.random = new Random(seed);
  }

  /** Detected entities without a generator here, and the other way round. */
  public static Set<String> unknown() {
    Set<String> unknown = new TreeSet<>(PrivacyPolicy.ENTITIES);
    WrittenIdentifiers written = new WrittenIdentifiers();
    unknown.removeIf(entity -> KINDS.containsKey(entity) || written.has(entity));
    return unknown;
  }

  public Identifier next(String entity) {
    Kind kind = KINDS.get(entity);
    if (kind == null) {
      return written.next(entity);
    }
    String value = kind.identifier().apply(random);
    return new Identifier(entity, value, kind.sentence().formatted(value));
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new TreeMap<>();
    InternetIdentifiers.addTo(kinds);
    AmericanIdentifiers.addTo(kinds);
    return kinds;
  }
}
