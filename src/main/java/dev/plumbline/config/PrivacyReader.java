package dev.plumbline.config;

import dev.plumbline.policy.Privacy;
import dev.plumbline.policy.Privacy.ConsentRule;
import dev.plumbline.policy.Privacy.Operator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** The {@code privacy} section: entities, operators, consent. */
final class PrivacyReader {

  private PrivacyReader() {}

  static Privacy read(Section privacy) {
    try (privacy) {
      Set<String> entities = Privacy.ENTITIES;
      if (privacy.has("entities") && !privacy.words("entities").equals(List.of("all"))) {
        entities = privacy.words("entities", "entity", Privacy.ENTITIES);
      }
      Operator otherwise = Operator.REPLACE;
      Map<String, Operator> operators = new LinkedHashMap<>();
      try (Section section = privacy.section("operators")) {
        otherwise = section.choice("default", Operator.class, Operator.REPLACE);
        for (Map.Entry<String, Node> entry : section.entries().entrySet()) {
          String entity = entry.getKey();
          if (!entity.equals("default")) {
            if (!Privacy.ENTITIES.contains(entity)) {
              section
                  .problems()
                  .unknown(section.keyNode(entity), "entity", entity, Privacy.ENTITIES);
            }
            operators.put(
                entity, section.choice(entry.getValue(), Operator.class, "operator", otherwise));
          }
        }
      }
      return new Privacy(entities, otherwise, operators, consent(privacy.section("consent")));
    }
  }

  private static ConsentRule consent(Section consent) {
    try (consent) {
      return new ConsentRule(
          consent.text("purpose", ""),
          consent.choice("missing", ConsentRule.Missing.class, ConsentRule.Missing.WITHHOLD));
    }
  }
}
