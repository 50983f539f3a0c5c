package dev.plumbline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One of the JSON Schemas in {@code docs/schema}: what it refuses, and the keys it describes. */
final class ConfigurationSchema {

  private static final JsonSchemaFactory FACTORY = factory();

  static final ConfigurationSchema POLICY = new ConfigurationSchema("policy");
  static final ConfigurationSchema SERVICE = new ConfigurationSchema("service");

  private final ObjectNode root;
  private final JsonSchema validator;
  private final Map<String, SchemaKey> keys = new LinkedHashMap<>();

  private ConfigurationSchema(String name) {
    Path file = Path.of("docs/schema").resolve(name + ".schema.json");
    try {
      root = (ObjectNode) YamlJson.MAPPER.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    validator = FACTORY.getSchema(root);
    children("", branches(root));
  }

  /** Two keywords are for readers alone. */
  private static JsonSchemaFactory factory() {
    JsonMetaSchema draft = JsonMetaSchema.getV202012();
    JsonMetaSchema ours =
        JsonMetaSchema.builder(draft)
            .keyword(new NonValidationKeyword("x-default"))
            .keyword(new NonValidationKeyword("enumDescriptions"))
            .build();
    return JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder.metaSchema(ours));
  }

  JsonNode root() {
    return root;
  }

  Set<ValidationMessage> problems(JsonNode value) {
    return validator.validate(value);
  }

  /** What is wrong with a value of one key. */
  Set<ValidationMessage> problems(SchemaKey key, JsonNode value) {
    ObjectNode alone = key.schema().deepCopy();
    alone.set("$defs", root.path("$defs"));
    return FACTORY.getSchema(alone).validate(value);
  }

  /** By path, in the schema's order. */
  Map<String, SchemaKey> keys() {
    return keys;
  }

  private void put(String path, JsonNode written, boolean required) {
    List<ObjectNode> branches = branches(written);
    keys.putIfAbsent(path, new SchemaKey(path, branches.get(0), branches, required, written));
    children(path, branches);
  }

  /** A list of mappings may be written as one of them: its keys are the items' alone. */
  private void children(String path, List<ObjectNode> branches) {
    boolean ofMappings = branches.stream().anyMatch(b -> hasKeys(resolved(b.path("items"))));
    for (ObjectNode branch : branches) {
      if (branch.has("items")) {
        children(path + "[]", branches(branch.path("items")));
      }
      if (!ofMappings) {
        mapping(path.isEmpty() ? "" : path + ".", branch);
      }
    }
  }

  private void mapping(String prefix, ObjectNode branch) {
    List<String> required = SchemaKey.texts(branch.path("required"));
    for (Map.Entry<String, JsonNode> property : branch.path("properties").properties()) {
      put(prefix + property.getKey(), property.getValue(), required.contains(property.getKey()));
    }
    if (branch.path("additionalProperties").isObject()) {
      put(prefix + "*", branch.path("additionalProperties"), false);
    }
  }

  private static boolean hasKeys(ObjectNode schema) {
    return schema.has("properties");
  }

  private List<ObjectNode> branches(JsonNode written) {
    List<ObjectNode> branches = new ArrayList<>();
    ObjectNode schema = resolved(written);
    branches.add(schema);
    schema.path("anyOf").forEach(each -> branches.addAll(branches(each)));
    return branches;
  }

  /** What is beside a reference wins over what it refers to. */
  private ObjectNode resolved(JsonNode written) {
    ObjectNode schema = YamlJson.MAPPER.createObjectNode();
    if (written.has("$ref")) {
      schema.setAll(resolved(root.at(written.path("$ref").asText().replaceFirst("^#", ""))));
    }
    written.properties().forEach(each -> schema.set(each.getKey(), each.getValue()));
    schema.remove("$ref");
    return schema;
  }
}
