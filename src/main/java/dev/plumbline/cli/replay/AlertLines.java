package dev.plumbline.cli.replay;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.topic.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Alerts of all models on their way into one file, by time, then key. Memory holds where each lies.
 */
final class AlertLines implements AutoCloseable {

  private record Line(Instant at, String key, long offset, int length) {}

  private final Path spool;
  private final OutputStream to;
  private final List<Line> lines = new ArrayList<>();
  private long offset;
  private final Map<String, Set<Instant>> pagesAt = new HashMap<>();
  private long pages;
  private long warnings;

  /**
   * @param spool a file to be made
   */
  AlertLines(Path spool) throws IOException {
    this.spool = spool;
    this.to = new BufferedOutputStream(Files.newOutputStream(spool));
  }

  void add(Alert alert) {
    try {
      byte[] json = Json.MAPPER.writeValueAsBytes(alert);
      to.write(json);
      lines.add(new Line(alert.at(), alert.key(), offset, json.length));
      offset += json.length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (alert.opensPage()) {
      pages++;
      pagesAt.computeIfAbsent(alert.model(), model -> new HashSet<>()).add(alert.at());
    } else if (alert.state() != Alert.State.CLEARED) {
      warnings++;
    }
  }

  int size() {
    return lines.size();
  }

  /** That opened or escalated as a page. */
  long pages() {
    return pages;
  }

  /** When pages of the model began. */
  Set<Instant> pagesAt(String model) {
    return pagesAt.getOrDefault(model, Set.of());
  }

  long warnings() {
    return warnings;
  }

  void write(Path file) throws IOException {
    to.flush();
    lines.sort(Comparator.comparing(Line::at).thenComparing(Line::key));
    try (RandomAccessFile from = new RandomAccessFile(spool.toFile(), "r");
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (Line line : lines) {
        byte[] json = new byte[line.length()];
        from.seek(line.offset());
        from.readFully(json);
        out.write(json);
        out.write('\n');
      }
    }
  }

  @Override
  public void close() throws IOException {
    to.close();
  }
}
