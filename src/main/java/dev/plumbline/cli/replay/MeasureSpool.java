package dev.plumbline.cli.replay;

import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a replay measured, on disk: a file of panes and one of windows for each model, a JSON a
 * line, in order of time, as the merge step wrote them. However long the replay, memory holds one
 * line of each.
 */
final class MeasureSpool {

  private final Path folder;
  private final Map<String, Integer> numbers = new HashMap<>();
  private long windows;

  private MeasureSpool(Policies policies, Path folder) {
    this.folder = folder;
    for (Policy policy : policies.all()) {
      numbers.put(policy.model(), numbers.size());
    }
  }

  /**
   * Copies both topics.
   *
   * @param folder is made
   */
  static MeasureSpool read(TopicReader topics, Policies policies, Path folder) throws IOException {
    Files.createDirectories(folder);
    MeasureSpool spool = new MeasureSpool(policies, folder);
    spool.copy(topics, Topics.PANE_COUNTS);
    spool.windows = spool.copy(topics, Topics.WINDOW_MEASURES);
    return spool;
  }

  /** Windows of all models. */
  long windows() {
    return windows;
  }

  private long copy(TopicReader topics, Topic<?> topic) throws IOException {
    Map<String, OutputStream> files = new HashMap<>();
    try {
      for (String model : numbers.keySet()) {
        files.put(
            model, new BufferedOutputStream(Files.newOutputStream(file(topic, model)), 1 << 16));
      }
      return topics.forEach(topic.name(), (model, value) -> line(files.get(model), value));
    } finally {
      for (OutputStream file : files.values()) {
        file.close();
      }
    }
  }

  private static void line(@Nullable OutputStream to, byte[] value) {
    if (to == null) {
      throw new IllegalStateException("a measure of a model that has no policy");
    }
    try {
      to.write(value);
      to.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(Topic<?> topic, String model) {
    return folder.resolve(topic.name() + "-" + numbers.get(model) + ".jsonl");
  }

  /** The model's windows, a JSON a line. */
  Path windows(String model) {
    return file(Topics.WINDOW_MEASURES, model);
  }

  /** The model's panes, a JSON a line. */
  Path panes(String model) {
    return file(Topics.PANE_COUNTS, model);
  }

  /** Everything of a model, in order of event time, panes first. */
  void each(String model, MeasureListener to) throws IOException {
    try (BufferedReader panes = Files.newBufferedReader(panes(model));
        BufferedReader lines = Files.newBufferedReader(windows(model))) {
      PaneCounts pane = next(panes, PaneCounts.class);
      for (WindowMeasures window = next(lines, WindowMeasures.class);
          window != null;
          window = next(lines, WindowMeasures.class)) {
        Instant end = window.window().end();
        for (;
            pane != null && !pane.pane().end().isAfter(end);
            pane = next(panes, PaneCounts.class)) {
          to.onPane(pane);
        }
        to.onWindow(window);
      }
      for (; pane != null; pane = next(panes, PaneCounts.class)) {
        to.onPane(pane);
      }
    }
  }

  private static <V> @Nullable V next(BufferedReader lines, Class<V> type) throws IOException {
    String line = lines.readLine();
    return line == null ? null : Json.MAPPER.readValue(line, type);
  }
}
