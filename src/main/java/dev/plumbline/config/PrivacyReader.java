package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.CustomRecognizer;
import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.PrivacyPolicy.ConsentRule;
import dev.plumbline.policy.PrivacyPolicy.Operation;
import dev.plumbline.policy.PrivacyPolicy.Operator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The {@code privacy} section: entities and recognizers, operators, consent. An operator is a name,
 * or a mapping with its options: {@code {operator: mask, keepLast: 2}}.
 */
final class PrivacyReader {

  private static final String DEFAULT = "default";
  private static final int MOST_KEPT = 16;
  private static final String NAME = "[A-Z][A-Z_]{1,39}";

  private static final String MODEL_MISSING =
      " is found by a model: privacy.model must name its folder, for example models/entities";

  private PrivacyReader() {}

  /**
   * @param folder where a relative path leads
   */
  static PrivacyPolicy read(ConfigSection privacy, Function<String, Path> folder) {
    try (privacy;
        ConfigSection operators = privacy.section("operators")) {
      List<CustomRecognizer> own = RecognizerReader.read(privacy);
      Set<String> known = new LinkedHashSet<>(PrivacyPolicy.ENTITIES);
      own.forEach(recognizer -> known.add(recognizer.name()));
      return new PrivacyPolicy(
          entities(privacy, known),
          operation(operators, DEFAULT, DEFAULT),
          operations(operators, known),
          consent(privacy.section("consent")),
          own,
          privacy.has("model") ? folder.apply(privacy.requiredText("model")) : null);
    }
  }

  private static Set<String> entities(ConfigSection privacy, Set<String> patterned) {
    Set<String> known = new TreeSet<>(patterned);
    if (privacy.has("model")) {
      known.addAll(PrivacyPolicy.MODEL_ENTITIES);
    }
    if (!privacy.has("entities") || privacy.words("entities").equals(List.of("all"))) {
      return known;
    }
    Set<String> entities = new LinkedHashSet<>();
    for (Node item : privacy.items("entities")) {
      String entity = privacy.word(item, "entities");
      if (known.contains(entity)) {
        entities.add(entity);
      } else if (PrivacyPolicy.MODEL_ENTITIES.contains(entity)) {
        privacy.problems().add(item, entity + MODEL_MISSING);
      } else {
        privacy.problems().unknown(item, "entity", entity, known);
      }
    }
    return entities;
  }

  private static Map<String, Operation> operations(ConfigSection operators, Set<String> known) {
    Map<String, Operation> operations = new LinkedHashMap<>();
    for (String entity : operators.entries()) {
      if (!known.contains(entity) && !PrivacyPolicy.MODEL_ENTITIES.contains(entity)) {
        operators.problems().unknown(operators.keyNode(entity), "entity", entity, known);
      }
      operations.put(entity, operation(operators, entity, "operator"));
    }
    return operations;
  }

  private static Operation operation(ConfigSection operators, String key, String kind) {
    if (!operators.isMapping(key)) {
      return Operation.of(operators.choice(key, kind, Operator.class, Operator.REPLACE));
    }
    try (ConfigSection options = operators.section(key)) {
      if (!options.has("operator")) {
        options.problem("operator", "'operator' is missing in " + key);
      }
      Operator operator = options.choice("operator", Operator.class, Operator.REPLACE);
      return new Operation(
          operator,
          operator == Operator.MASK && options.has("keepLast")
              ? (int) options.whole("keepLast", 0, 0, MOST_KEPT)
              : null,
          operator == Operator.REPLACE && options.has("with") ? with(options) : null);
    }
  }

  /** A free text could be personal data, or be taken for it. */
  private static String with(ConfigSection options) {
    String with = options.text("with", "");
    if (!with.matches(NAME)) {
      options.problem(
          "with", "'with' must be a name of 2 to 40 capital letters and underscores: PERSON_NAME");
    }
    return with;
  }

  private static ConsentRule consent(ConfigSection consent) {
    try (consent) {
      return new ConsentRule(
          consent.text("purpose", ""),
          consent.choice("missing", ConsentRule.Missing.class, ConsentRule.Missing.WITHHOLD));
    }
  }
}
