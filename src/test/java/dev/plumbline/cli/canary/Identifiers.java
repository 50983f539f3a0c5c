package dev.plumbline.cli.canary;

import dev.plumbline.policy.Privacy;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Makes up valid identifiers of every entity, and sentences that people write them in. */
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

  private final Random random;

  public Identifiers(long seed) {
    this.random = new Random(seed);
  }

  /** Detected entities without a generator here, and the other way round. */
  public static Set<String> unknown() {
    Set<String> unknown = new TreeSet<>(Privacy.ENTITIES);
    unknown.removeAll(KINDS.keySet());
    return unknown;
  }

  public Identifier next(String entity) {
    Kind kind = KINDS.get(entity);
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
