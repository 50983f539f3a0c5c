package dev.plumbline.stage.measure.counts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What hashes choose according to {@code src/test/oracles/hash_orders.py}. */
final class HashOrders {

  private static final JsonNode ORACLE = read();

  /** More names than are counted apart. */
  static final List<String> NAMES = texts(ORACLE.get("names"));

  /** Those of them that are not, in alphabetical order. */
  static final List<String> LEFT_OUT = texts(ORACLE.get("left_out"));

  /** Those that are counted in buckets where names are categories. */
  static final List<String> IN_BUCKETS = texts(ORACLE.get("in_buckets"));

  static final List<Sample> SAMPLES = samples();

  private HashOrders() {}

  /**
   * @param sample of the ids, in the order of their hashes
   */
  record Sample(List<String> ids, List<String> sample) {}

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    ORACLE
        .get("samples")
        .forEach(
            each -> samples.add(new Sample(texts(each.get("ids")), texts(each.get("sample")))));
    return List.copyOf(samples);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.textValue()));
    return List.copyOf(texts);
  }

  private static JsonNode read() {
    try {
      return new ObjectMapper()
          .readTree(Path.of("src/test/resources/oracles/hash_orders.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
