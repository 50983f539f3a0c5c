package dev.plumbline.cli.replay;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.HistogramBin;
import dev.plumbline.event.measure.SignalHistogram;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.kafka.topic.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How the signals of every window were distributed: {@code histograms.jsonl}. */
final class HistogramFile {

  /** One line. */
  private record Line(
      String model, TimeSpan window, int revision, String signal, List<HistogramBin> bins) {}

  private HistogramFile() {}

  static void write(List<WindowMeasures> windows, Path out) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(out.resolve("histograms.jsonl"))) {
      for (WindowMeasures window : windows) {
        for (SignalHistogram of : window.histograms()) {
          Line line =
              new Line(window.model(), window.window(), window.revision(), of.signal(), of.bins());
          writer.write(Json.MAPPER.writeValueAsString(line));
          writer.write('\n');
        }
      }
    }
  }
}
