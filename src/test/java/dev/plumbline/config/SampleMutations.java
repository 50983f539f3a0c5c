package dev.plumbline.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.config.section.AskedKey;
import dev.plumbline.config.section.KeyType;
import dev.plumbline.config.section.KeyType.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files that differ from one in a single place: another value, a key more, a key less. Numbers come
 * from around the key's bounds and words from its choices, so that most are near an edge.
 */
final class SampleMutations {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<JsonNode> SHAPES =
      List.of(
          JSON.arrayNode(),
          JSON.arrayNode().add(JSON.arrayNode().add("zzz")),
          JSON.objectNode(),
          JSON.objectNode().put("zzz", "zzz"),
          JSON.booleanNode(true),
          JSON.numberNode(-7),
          JSON.textNode("zzz"),
          JSON.textNode(""));

  private static final List<String> DURATIONS =
      List.of("PT0S", "PT0.5S", "PT1S", "P1M", "-PT1S", "P1DT", "P2D", "PT1M30S");

  /** What one place becomes, and the file that results. */
  record ChangedSample(String what, JsonNode file) {}

  private final JsonNode file;
  private final Map<String, Set<KeyType>> types;
  private final Set<String> seen = new HashSet<>();
  private final List<ChangedSample> mutations = new ArrayList<>();

  private SampleMutations(JsonNode file, Map<String, Set<KeyType>> types) {
    this.file = file;
    this.types = types;
  }

  /**
   * @param asked the keys of such files, by path
   */
  static List<ChangedSample> all(JsonNode file, Map<String, List<AskedKey>> asked) {
    Map<String, Set<KeyType>> types =
        asked.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    key ->
                        key.getValue().stream().map(AskedKey::type).collect(Collectors.toSet())));
    SampleMutations mutations = new SampleMutations(file.deepCopy(), types);
    mutations.visitChildren("", mutations.file);
    return mutations.mutations;
  }

  private void visit(String path, JsonNode node, Consumer<JsonNode> put) {
    visitChildren(path, node);
    List<JsonNode> others = new ArrayList<>(values(path));
    if (seen.add(path)) {
      others.addAll(SHAPES);
    }
    for (JsonNode other : others) {
      put.accept(other);
      keep(path + ": " + other);
    }
    put.accept(node);
  }

  private void visitChildren(String path, JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.put("zzz", "zzz");
      keep(path + " with a key more");
      object.remove("zzz");
      for (Map.Entry<String, JsonNode> entry : List.copyOf(object.properties())) {
        String key = entry.getKey();
        object.remove(key);
        keep(path + " without " + key);
        object.set(key, entry.getValue());
        visit(child(path, key), entry.getValue(), other -> object.set(key, other));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        String item = array.get(i).isObject() ? path + "[]" : path;
        visit(item, array.get(i), other -> array.set(index, other));
      }
    }
  }

  private String child(String path, String key) {
    String prefix = path.isEmpty() ? "" : path + ".";
    return types.containsKey(prefix + key) ? prefix + key : prefix + "*";
  }

  /** At and around the edges of what the readers take for this key. */
  private List<JsonNode> values(String path) {
    Set<BigDecimal> numbers = new TreeSet<>();
    Set<String> words = new TreeSet<>();
    for (KeyType type : types.getOrDefault(path, Set.of())) {
      words.addAll(type.allowed());
      if (type.shape() == Shape.DURATION) {
        words.addAll(DURATIONS);
      }
      Stream.of(type.least(), type.most())
          .filter(Number.class::isInstance)
          .map(bound -> new BigDecimal(bound.toString()))
          .forEach(bound -> around(bound, type.shape() == Shape.WHOLE).forEach(numbers::add));
    }
    List<JsonNode> values = new ArrayList<>();
    numbers.forEach(number -> values.add(JSON.numberNode(number)));
    words.forEach(word -> values.add(JSON.textNode(word)));
    return values;
  }

  private static Stream<BigDecimal> around(BigDecimal bound, boolean whole) {
    BigDecimal step = whole ? BigDecimal.ONE : new BigDecimal("0.0001");
    return Stream.of(bound.subtract(step), bound, bound.add(step));
  }

  private void keep(String what) {
    mutations.add(new ChangedSample(what, file.deepCopy()));
  }
}
