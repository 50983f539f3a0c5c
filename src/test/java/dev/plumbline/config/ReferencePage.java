package dev.plumbline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of {@code docs/} whose tables are made from a JSON Schema. Between {@code <!-- keys: a, b
 * -->} and {@code <!-- end -->} stands a row for every key at or below {@code a} and {@code b}, and
 * a table of what the values of each choice mean.
 */
final class ReferencePage {

  private static final Pattern TABLE =
      Pattern.compile("(?s)(<!-- keys: ([^>]*?) -->\n).*?(<!-- end -->)");
  private static final String HEAD =
      "| key | value | default | what it does |\n|---|---|---|---|\n";

  private final Map<String, SchemaKey> keys;

  ReferencePage(ConfigurationSchema schema) {
    keys = schema.keys();
  }

  /** The page with its tables as the schema has them. */
  String fill(String page) {
    return TABLE
        .matcher(page)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1) + "\n" + tables(found.group(2)) + "\n" + found.group(3)));
  }

  /** Top-level keys that have no table. */
  Set<String> missing(String page) {
    Set<String> missing = new TreeSet<>();
    keys.keySet().forEach(path -> missing.add(path.split("[.\\[]", 2)[0]));
    Matcher tables = TABLE.matcher(page);
    while (tables.find()) {
      missing.removeAll(List.of(tables.group(2).split(", ")));
    }
    return missing;
  }

  /** Whether a key only holds other keys, which have rows of their own. */
  static boolean isMappingOnly(SchemaKey key) {
    return key.types().contains("object") && key.find("title").isEmpty();
  }

  private String tables(String prefixes) {
    List<SchemaKey> rows = new ArrayList<>();
    for (String prefix : prefixes.split(", ")) {
      keys.values().stream()
          .filter(key -> key.path().matches(Pattern.quote(prefix) + "([.\\[].*)?"))
          .filter(key -> !isMappingOnly(key))
          .forEach(rows::add);
    }
    StringBuilder out = new StringBuilder(HEAD);
    List<SchemaKey> told = lastOfEach(rows);
    told.forEach(key -> out.append(row(key)));
    choices(told).forEach((values, paths) -> out.append(explained(values, paths)));
    return out.toString();
  }

  /** Keys of a mapping that may stand in several places are told once. */
  private static List<SchemaKey> lastOfEach(List<SchemaKey> rows) {
    Map<JsonNode, SchemaKey> last = new IdentityHashMap<>();
    rows.forEach(key -> last.put(key.written(), key));
    return rows.stream().filter(key -> last.get(key.written()) == key).toList();
  }

  private static String row(SchemaKey key) {
    String example =
        key.find("examples").map(each -> " Example: " + code(each.get(0)) + ".").orElse("");
    return "| %s | %s | %s | %s |\n"
        .formatted(
            "`" + key.path() + "`",
            escaped(value(key)),
            byDefault(key),
            escaped(key.find("description").map(JsonNode::asText).orElse("") + example));
  }

  private static String value(SchemaKey key) {
    if (key.find("title").isPresent()) {
      return key.find("title").get().asText() + range(key);
    }
    if (key.choice().isPresent()) {
      List<String> values = SchemaKey.texts(key.choice().get().path("enum"));
      String all = values.size() > 8 ? "those below" : "`" + String.join("`, `", values) + "`";
      return (key.types().contains("array") ? "list of " : "one of ") + all;
    }
    return (key.types().contains("integer") ? "whole number" : "number") + range(key);
  }

  private static String range(SchemaKey key) {
    return key.find("minimum").isEmpty()
        ? ""
        : ", %s to %s"
            .formatted(key.schema().get("minimum").asText(), key.schema().get("maximum").asText());
  }

  private static String byDefault(SchemaKey key) {
    if (key.find("x-default").isPresent()) {
      return key.find("x-default").get().asText();
    }
    return key.required()
        ? "required"
        : key.find("default").map(ReferencePage::code).orElse("none");
  }

  /** What the values of choices mean, with the keys that have them. */
  private static Map<ObjectNode, List<String>> choices(List<SchemaKey> rows) {
    Map<JsonNode, ObjectNode> seen = new IdentityHashMap<>();
    Map<ObjectNode, List<String>> choices = new LinkedHashMap<>();
    for (SchemaKey key : rows) {
      key.choice()
          .filter(choice -> choice.has("enumDescriptions"))
          .map(choice -> seen.computeIfAbsent(choice.path("enum"), same -> choice))
          .ifPresent(
              choice -> choices.computeIfAbsent(choice, none -> new ArrayList<>()).add(key.path()));
    }
    return choices;
  }

  private static String explained(ObjectNode choice, List<String> paths) {
    StringBuilder out =
        new StringBuilder("\n| `%s` | means |\n|---|---|\n".formatted(String.join("`, `", paths)));
    for (int i = 0; i < choice.path("enum").size(); i++) {
      out.append(
          "| `%s` | %s |\n"
              .formatted(
                  choice.path("enum").get(i).asText(),
                  escaped(choice.path("enumDescriptions").get(i).asText())));
    }
    return out.toString();
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }

  private static String code(JsonNode value) {
    return "`" + flow(value) + "`";
  }

  /** YAML in one line. */
  private static String flow(JsonNode value) {
    if (value.isArray()) {
      StringJoiner items = new StringJoiner(", ", "[", "]");
      value.forEach(item -> items.add(flow(item)));
      return items.toString();
    }
    if (value.isObject()) {
      StringJoiner entries = new StringJoiner(", ", "{", "}");
      value.properties().forEach(e -> entries.add(e.getKey() + ": " + flow(e.getValue())));
      return entries.toString();
    }
    boolean plain = value.asText().matches("[\\w*+./ '-]+|[\\w./-]+:[\\w.-]+");
    return value.isTextual() && !plain ? "\"" + value.asText() + "\"" : value.asText();
  }
}
