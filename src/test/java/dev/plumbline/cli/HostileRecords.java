package dev.plumbline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Records as nobody should send them: a good one in which one, two or three fields, at any depth,
 * have a value of the wrong type, size or magnitude, and bytes that are no record at all.
 */
final class HostileRecords {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int LONG_TEXT = 100_000;
  private static final int DEEP = 2_000;

  private final Random random;

  HostileRecords(long seed) {
    random = new Random(seed);
  }

  /**
   * @param template a good record's JSON
   */
  List<byte[]> mutationsOf(String template, int number) {
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      records.add(i % 20 == 0 ? garbage(template) : mutation(template));
    }
    return records;
  }

  private byte[] mutation(String template) {
    try {
      ObjectNode record = (ObjectNode) Json.MAPPER.readTree(template);
      int changes = 1 + random.nextInt(3);
      for (int i = 0; i < changes; i++) {
        change(record);
      }
      return Json.MAPPER.writeValueAsBytes(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void change(ObjectNode within) {
    List<String> names = new ArrayList<>();
    within.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    JsonNode now = within.get(name);
    if (now instanceof ObjectNode nested && random.nextInt(3) > 0) {
      change(nested);
      return;
    }
    switch (random.nextInt(8)) {
      case 0 -> within.remove(name);
      case 1 -> within.set(name.repeat(1 + random.nextInt(50)), extreme());
      default -> within.set(name, extreme());
    }
  }

  private JsonNode extreme() {
    List<JsonNode> values =
        List.of(
            JSON.nullNode(),
            JSON.booleanNode(true),
            JSON.textNode(""),
            JSON.textNode(" \u0000\u2028"),
            JSON.textNode("x".repeat(LONG_TEXT)),
            JSON.textNode("\ud83d\ude00".repeat(200)),
            JSON.textNode("\ud800"),
            JSON.textNode("NaN"),
            JSON.textNode("1e400"),
            JSON.textNode("9".repeat(60)),
            JSON.textNode("-292275055-05-16T16:47:04.192Z"),
            JSON.textNode("+292278994-08-17T07:12:55.807Z"),
            JSON.textNode("*other"),
            JSON.textNode("a/b*c\\d"),
            JSON.numberNode(Long.MAX_VALUE),
            JSON.numberNode(Long.MIN_VALUE),
            JSON.numberNode(Double.MAX_VALUE),
            JSON.numberNode(Double.MIN_VALUE),
            JSON.numberNode(-0.0),
            JSON.numberNode(new BigDecimal("1e10000")),
            JSON.numberNode(new BigDecimal("1e-10000")),
            JSON.numberNode(BigInteger.TEN.pow(500)),
            JSON.arrayNode(),
            many(),
            deep(),
            JSON.objectNode(),
            wide());
    return values.get(random.nextInt(values.size()));
  }

  private static JsonNode many() {
    ArrayNode many = JSON.arrayNode();
    for (int i = 0; i < 5_000; i++) {
      many.add(i);
    }
    return many;
  }

  private static JsonNode deep() {
    ArrayNode outermost = JSON.arrayNode();
    ArrayNode inner = outermost;
    for (int i = 0; i < DEEP / 4; i++) {
      inner = inner.addArray();
    }
    return outermost;
  }

  private static JsonNode wide() {
    ObjectNode wide = JSON.objectNode();
    for (int i = 0; i < 3_000; i++) {
      wide.put("key " + i, i);
    }
    return wide;
  }

  private byte[] garbage(String template) {
    byte[] good = template.getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(good, random.nextInt(good.length));
      case 1 -> ("[".repeat(DEEP) + template).getBytes(StandardCharsets.UTF_8);
      case 2 -> "{\"requestId\":".repeat(DEEP).getBytes(StandardCharsets.UTF_8);
      case 3 -> (template + template).getBytes(StandardCharsets.UTF_8);
      case 4 -> new byte[0];
      default -> {
        byte[] damaged = good.clone();
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        yield damaged;
      }
    };
  }
}
