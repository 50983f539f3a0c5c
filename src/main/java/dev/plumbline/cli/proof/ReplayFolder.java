package dev.plumbline.cli.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The files that {@code replay} left, a JSON a line. */
public final class ReplayFolder implements RecordedTopics {

  private final Path folder;

  public ReplayFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public void panes(String model, BiConsumer<byte[], PaneCounts> to) throws IOException {
    lines(
        "pane-counts.jsonl",
        PaneCounts.class,
        (line, pane) -> {
          if (pane.model().equals(model)) {
            to.accept(line.getBytes(StandardCharsets.UTF_8), pane);
          }
        });
  }

  @Override
  public List<Alert> alerts(String model) throws IOException {
    List<Alert> alerts = new ArrayList<>();
    lines("ethics-alerts.jsonl", Alert.class, only(alerts::add, a -> a.model().equals(model)));
    return alerts;
  }

  @Override
  public List<Incident> incidents(String model) throws IOException {
    List<Incident> incidents = new ArrayList<>();
    lines("incidents.jsonl", Incident.class, only(incidents::add, i -> i.model().equals(model)));
    return incidents;
  }

  @Override
  public List<ChainHead> heads(String model) throws IOException {
    List<ChainHead> heads = new ArrayList<>();
    lines("chain-heads.jsonl", ChainHead.class, only(heads::add, h -> h.model().equals(model)));
    return heads;
  }

  private static <V> BiConsumer<String, V> only(Consumer<V> to, Predicate<V> wanted) {
    return (line, value) -> {
      if (wanted.test(value)) {
        to.accept(value);
      }
    };
  }

  private <V> void lines(String file, Class<V> type, BiConsumer<String, V> to) throws IOException {
    Path path = folder.resolve(file);
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(path)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        to.accept(line, Json.MAPPER.readValue(line, type));
      }
    } catch (JsonProcessingException e) {
      throw new IOException(path + ", line " + number + ": " + e.getOriginalMessage(), e);
    }
  }
}
