package dev.plumbline.cli.canary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * The texts that {@code src/test/oracles/pii.py} wrote with an implementation of the standards that
 * is not ours: entity, identifier, sentence. Handed out in turn, and again when there are no more.
 */
final class WrittenIdentifiers {

  private static final String FILE = "/dev/plumbline/stage/redact/detect/entities.tsv";

  private final Map<String, Deque<Identifiers.Identifier>> byEntity = new TreeMap<>();

  WrittenIdentifiers() {
    try (InputStream in = WrittenIdentifiers.class.getResourceAsStream(FILE)) {
      if (in != null) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String line) {
    String[] fields = line.split("\t", 3);
    if (!fields[1].isEmpty()) {
      byEntity
          .computeIfAbsent(fields[0], entity -> new ArrayDeque<>())
          .add(new Identifiers.Identifier(fields[0], fields[1], fields[2]));
    }
  }

  boolean has(String entity) {
    return byEntity.containsKey(entity);
  }

  Identifiers.Identifier next(String entity) {
    Deque<Identifiers.Identifier> left = byEntity.get(entity);
    Identifiers.Identifier next = left.remove();
    left.add(next);
    return next;
  }
}
