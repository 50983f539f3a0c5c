package dev.plumbline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.config.section.AskedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A key that a JSON Schema of ours describes.
 *
 * @param path as in {@link AskedKey#path}
 * @param schema of its value, references replaced by what they refer to
 * @param branches the schema itself and the alternatives of its {@code anyOf}, at any depth
 * @param written the value's schema as the file has it; the same object for keys that share it
 */
record SchemaKey(
    String path, ObjectNode schema, List<ObjectNode> branches, boolean required, JsonNode written) {

  /** JSON types of the value. */
  Set<String> types() {
    Set<String> types = new TreeSet<>();
    for (ObjectNode branch : branches) {
      texts(branch.path("type")).forEach(types::add);
    }
    return types;
  }

  /** The list of allowed values, and what each means; of an item where the value is a list. */
  Optional<ObjectNode> choice() {
    return branches.stream().filter(branch -> branch.has("enum")).findFirst();
  }

  /** An annotation, or a bound, of the schema itself. */
  Optional<JsonNode> find(String keyword) {
    return Optional.ofNullable(schema.get(keyword));
  }

  static List<String> texts(JsonNode one) {
    List<String> texts = new ArrayList<>();
    if (one.isArray()) {
      one.forEach(item -> texts.add(item.asText()));
    } else if (!one.isMissingNode()) {
      texts.add(one.asText());
    }
    return texts;
  }
}
